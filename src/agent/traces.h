/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRACES_H
#define BPFTAX_AGENT_TRACES_H

/*
 * The traces that attachments leave in the kernel: enabled_functions, kprobes/list and the programs
 * that were loaded for one.  Compared before and after, they show that a detachment was one; in
 * between they prove what a mechanism really is.
 *
 *	struct traces before, after;
 *
 *	traces_read(&before);
 *	...
 *	traces_read(&after);
 *	json_t *left = traces_added(&before, &after);
 *	traces_free(&before);
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "agent/trace_text.h"

struct traces {
	char *enabled_functions; /* text, or NULL where there is none */
	char *kprobes;
	char *user_probes; /* the agent's probe points and the bytes that stand there, one a line */
};

/* Programs of an attachment, which have to be gone with it; those of others come and go. */
struct own_programs {
	uint32_t *ids; /* NULL: none */
	size_t count;
};

/* By their descriptors; a negative one is none.  own_programs_free() the result. */
void own_programs_read(const int *fds, size_t count, struct own_programs *ret_programs);
void own_programs_free(struct own_programs *programs);

/* Reads all three; what cannot be read is NULL. */
void traces_read(struct traces *traces);
void traces_free(struct traces *traces);

/* Lines that `after` has and `before` has not; a new array of strings. */
json_t *traces_added(const struct traces *before, const struct traces *after);

/* Whether nothing was added: cheaper than traces_added(). */
bool traces_same(const struct traces *before, const struct traces *after);

/*
 * Waits until the kernel shows what it showed before and has none of these programs (NULL: nobody
 * asks), but not for ever (2 s): links and programs are released behind RCU and work queues.  A new
 * array of the lines that are still too many.
 */
json_t *traces_settle(const struct traces *before, const struct own_programs *programs);

/* trace_kprobe_line() and trace_enabled_line() on what the kernel says now. */
char *kprobe_line(const char *function, int offset, char type);
char *enabled_function_line(const char *function);

/* How many functions that fit the pattern (fnmatch(3)) enabled_functions has. */
size_t enabled_functions_count(const char *pattern);

/* How many of these functions it has. */
size_t enabled_functions_among(char *const *names, size_t count);

/* How many probes kprobes/list has. */
unsigned int kprobe_count(void);

#endif
