/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRACE_TEXT_H
#define BPFTAX_AGENT_TRACE_TEXT_H

/*
 * What enabled_functions and kprobes/list say, taken from their text.  Pure; the texts may be
 * NULL or anything at all.
 *
 *	char *line = trace_kprobe_line(text, "udp_recvmsg", 9, 'k');
 */

#include <jansson.h>
#include <stdbool.h>

#define KPROBE_ANY_OFFSET (-1)

/*
 * The line of kprobes/list for this function, offset (or KPROBE_ANY_OFFSET: a probe carried by
 * ftrace shows the ftrace site's, +0x4 behind endbr64) and type 'k' or 'r', as it stands there,
 * owned by the caller; NULL when there is none.
 */
char *trace_kprobe_line(const char *text, const char *function, int offset, char type);

enum kprobe_flavour { KPROBE_INT3, KPROBE_OPTIMIZED, KPROBE_FTRACE };

/* Whether such a line says that the probe is carried so. */
bool trace_kprobe_is(const char *line, enum kprobe_flavour flavour);

/*
 * What enabled_functions says of this function, with the line of a direct call that follows;
 * owned by the caller; or NULL.
 */
char *trace_enabled_line(const char *text, const char *function);

/* How many functions it says so of whose names fit a pattern (fnmatch(3)). */
size_t trace_enabled_count(const char *text, const char *pattern);

/* How many of these functions it says so of. */
size_t trace_enabled_among(const char *text, char *const *names, size_t count);

/* Whether such a line shows a direct call or jump, as to a trampoline. */
bool trace_enabled_is_direct(const char *line);

/*
 * Of such a line the trampoline that is called ("bpf_trampoline_6442483924"), a new string; NULL
 * where there is none.
 */
char *trace_enabled_trampoline(const char *line);

/* Appends the lines that `after` has and `before` has not to the JSON array. */
void trace_lines_added(const char *before, const char *after, json_t *added);

#endif
