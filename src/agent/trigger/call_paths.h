/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_PATHS_H
#define BPFTAX_AGENT_CALL_PATHS_H

/*
 * Events of files and directories (trigger/call_list.h), in a file system of memory; each takes
 * away what it makes.
 *
 *	call_file_turn(&files);
 */

#include "agent/trigger/call_files.h"

void call_open_close(const struct call_files *files);
void call_file_turn(const struct call_files *files);
void call_directory_turn(const struct call_files *files);
void call_node_turn(const struct call_files *files);
void call_rename_turn(const struct call_files *files);
void call_link_turn(const struct call_files *files);

/* In a guest alone: a file whose pages are not in memory before it is read, and not afterwards. */
int call_sparse_open(struct call_files *files);
void call_sparse_read(const struct call_files *files);

#endif
