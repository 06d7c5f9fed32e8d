/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROGRAM_PATH_H
#define BPFTAX_PROGRAM_PATH_H

/*
 * Files that came along with the program, wherever it was put.
 *
 *	char *studies = program_path_beside("../share/bpftax/studies");
 */

/* "DIRECTORY-OF-THE-PROGRAM/below"; the caller frees.  NULL when /proc does not say. */
char *program_path_beside(const char *below);

/*
 * One of the programs that bpftax starts, such as bpftax-agent, for an architecture: in the build
 * tree, beside an installed program, or where it was configured to be; for another than bpftax's
 * own in a folder of its name.  The caller frees; NULL without memory.
 */
char *program_helper_find(const char *architecture, const char *name);

/* The plugin that QEMU, which is this machine's, loads to record a guest; the same. */
char *program_recorder_find(void);

#endif
