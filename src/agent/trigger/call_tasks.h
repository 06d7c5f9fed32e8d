/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_TASKS_H
#define BPFTAX_AGENT_CALL_TASKS_H

/*
 * Events of tasks (trigger/call_list.h): one that begins and ends, one that is waited for, a
 * signal, a timer.
 *
 *	if (!call_answerer_start(&files))
 *		call_answer(&files);
 */

#include "agent/trigger/call_files.h"

/* A process that ends at once; it has its parent's memory, which waits for it meanwhile. */
void call_process_turn(const struct call_files *files);

/* 0 or a negative errno; the thread ends when the files are closed. */
int call_answerer_start(struct call_files *files);

/* A byte to the other thread and back: it has to be run in between. */
void call_answer(const struct call_files *files);

/* One that is ignored unless somebody has a handler: the agent has none. */
void call_signal(const struct call_files *files);

/* Set, and taken back long before it goes off. */
void call_timer_turn(const struct call_files *files);

#endif
