/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRACES_H
#define BPFTAX_AGENT_TRACES_H

/*
 * The traces that attachments leave in the kernel: enabled_functions, kprobes/list and the list
 * of loaded programs.  Compared before and after, they show that a detachment was one; in
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

struct traces {
	char *enabled_functions; /* text, or NULL where there is none */
	char *kprobes;
	char *programs;	   /* ids, one a line */
	char *user_probes; /* the agent's probe points and the bytes that stand there, one a line */
};

/* Reads all four; what cannot be read is NULL. */
void traces_read(struct traces *traces);
void traces_free(struct traces *traces);

/* Lines that `after` has and `before` has not; a new array of strings. */
json_t *traces_added(const struct traces *before, const struct traces *after);

/* Whether nothing was added: cheaper than traces_added(). */
bool traces_same(const struct traces *before, const struct traces *after);

#define KPROBE_ANY_OFFSET (-1)

/*
 * The line of kprobes/list for this function, offset (or KPROBE_ANY_OFFSET: a probe carried by
 * ftrace shows the ftrace site's, +0x4 behind endbr64) and type 'k' or 'r', as it stands there,
 * owned by the caller; NULL when there is none.
 */
char *kprobe_line(const char *function, int offset, char type);

/* How many probes kprobes/list has. */
unsigned int kprobe_count(void);

/*
 * What enabled_functions says of this function, with the line of a direct call that follows;
 * owned by the caller; or NULL.
 */
char *enabled_function_line(const char *function);

#endif
