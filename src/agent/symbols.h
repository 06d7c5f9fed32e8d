/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SYMBOLS_H
#define BPFTAX_AGENT_SYMBOLS_H

/*
 * Which functions and tracepoints the running kernel has.
 *
 *	if (!symbol_traceable("udp_recvmsg"))
 *		similar = symbols_similar("udp_recvmsg", 5);
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The address by /proc/kallsyms, 0 when there is no such text symbol. */
uint64_t symbol_address(const char *function);

/* The same of several at once, in the order of the names. */
void symbol_addresses(const char *const *functions, size_t count, uint64_t *ret_addresses);

/*
 * Whether ftrace lists it in available_filter_functions; true where there is no list, as without
 * tracefs or ftrace: attaching has to show it.
 */
bool symbol_traceable(const char *function);

/* Whether tracefs has this event ("category:name"); true where there is no list. */
bool tracepoint_exists(const char *tracepoint);

/*
 * Writes the first event of tracefs that ends in ":NAME", with its category; what was asked for
 * where there is none.
 */
void tracepoint_complete(const char *name, char *ret_tracepoint, size_t size);

/* Up to count traceable functions whose names are nearest, a new JSON array of strings. */
json_t *symbols_similar(const char *function, size_t count);

/* The same for tracepoints. */
json_t *tracepoints_similar(const char *tracepoint, size_t count);

/*
 * Traceable functions that do the same for other families: those that share the last word of the
 * name and its first three letters ("udp_recvmsg" -> "udpv6_recvmsg").  A new JSON array.
 */
json_t *symbols_siblings(const char *function, size_t count);

/*
 * Up to count traceable functions of the kernel itself whose names begin with one of the prefixes
 * (NULL ends them), each name once, in the kernel's order.  Returns how many; the names are the
 * caller's to free.
 */
size_t symbols_by_prefix(const char *const *prefixes, char **ret_names, size_t count);

/* The same of those that fit a pattern (fnmatch(3)). */
size_t symbols_matching(const char *pattern, char **ret_names, size_t count);

#endif
