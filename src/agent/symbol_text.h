/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SYMBOL_TEXT_H
#define BPFTAX_AGENT_SYMBOL_TEXT_H

/*
 * What the kernel's lists of names say: kallsyms, available_filter_functions, available_events.
 * Read from any stream; NULL is an empty one.
 *
 *	CLEANUP_FILE FILE *list = fopen("/proc/kallsyms", "re");
 *	address = kallsyms_address(list, "udp_recvmsg");
 *
 * A line's first word is a name; what follows it (" [module]") is not.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Of the first text symbol of this name, 0 when there is none. */
uint64_t kallsyms_address(FILE *list, const char *function);

/*
 * The same of several names in one pass, as the list is long: ret_addresses gets one for each, 0
 * where there is none.
 */
void kallsyms_addresses(FILE *list, const char *const *functions, size_t count,
			uint64_t *ret_addresses);

bool name_list_has(FILE *list, const char *wanted);

/* Writes the first name that ends so; false when there is none. */
bool name_list_ending(FILE *list, const char *ending, char *ret_name, size_t size);

/* Up to count names that are nearest to the wanted one, a new JSON array of strings. */
json_t *name_list_similar(FILE *list, const char *wanted, size_t count);

/* Up to count names with the same last word (behind '_') and first three letters; the same. */
json_t *name_list_siblings(FILE *list, const char *function, size_t count);

/*
 * Up to count names that begin with one of the prefixes (NULL ends them), each once, in their
 * order. Parts of functions (foo.cold) and functions of modules are left out.  Returns how many;
 * the names are the caller's to free.
 */
size_t name_list_by_prefix(FILE *list, const char *const *prefixes, char **ret_names, size_t count);

/* The same of those that fit a pattern (fnmatch(3)). */
size_t name_list_matching(FILE *list, const char *pattern, char **ret_names, size_t count);

#endif
