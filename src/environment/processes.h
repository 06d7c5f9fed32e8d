/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROCESSES_H
#define BPFTAX_PROCESSES_H

/*
 * Other processes by what they are, or hold open.
 *
 *	json_t *holders = processes_that_hold("", is_program, &id);    // ["process 812 (bpftool)"]
 *
 * As far as /proc shows it: the processes of its own namespace, and those of others to root alone.
 */

#include <jansson.h>
#include <stdbool.h>

struct process_descriptor {
	const char *root;   /* as given */
	const char *pid;    /* "812" */
	const char *number; /* "3" */
	const char *target; /* of the link: "anon_inode:bpf-prog" */
};

/*
 * A new array of "process PID (COMMAND)", of each process but this one for which is_it() is true.
 */
json_t *processes_that(const char *root,
		       bool (*is_it)(const char *root, const char *pid, void *context),
		       void *context);

/*
 * A new array of "process PID (COMMAND)", of each process but this one that has a descriptor for
 * which holds() is true.
 */
json_t *processes_that_hold(const char *root,
			    bool (*holds)(const struct process_descriptor *descriptor,
					  void *context),
			    void *context);

#endif
