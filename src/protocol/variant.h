/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VARIANT_H
#define BPFTAX_VARIANT_H

/*
 * A program as `bpftax micro` measures it at scale: on several CPUs at once, several times on one
 * hook, or on many functions of which an event runs one.  In plans, stores and reports it has a
 * name of its own, made of the program's:
 *
 *	map		alone, on one CPU
 *	map@4threads	on four CPUs at once
 *	map@4programs	four of it on one hook
 *	map@100functions	on the event's function and 99 others
 *	map@vfs_*	on the event's function and all that fit the pattern
 *
 *	struct program_variant variant;
 *
 *	if (program_variant_parse("map@4threads", &variant))
 *		use(variant.program, variant.threads);
 */

#include <stdbool.h>
#include <stddef.h>

#define VARIANT_THREADS_MAX 64
/* The kernel takes 38 programs on a trampoline (BPF_MAX_TRAMP_LINKS). */
#define VARIANT_PROGRAMS_MAX 32
/* Of one attachment: each is looked for among all of the kernel's, and may be a link of its own. */
#define VARIANT_FUNCTIONS_MAX 4096
#define VARIANT_PATTERN_MAX 63

struct program_variant {
	char program[64]; /* the name without what follows '@' */
	unsigned int threads;
	unsigned int programs;	/* on the hook */
	unsigned int functions; /* at once, the event's own among them; 0: as many as fit */
	char pattern[VARIANT_PATTERN_MAX + 1]; /* what they fit (fnmatch(3)); "": no pattern */
};

/* False when what follows '@' means nothing; whether there is such a program is not asked. */
bool program_variant_parse(const char *word, struct program_variant *ret_variant);

/* Whether it is a pattern of functions: what their names are made of, and a * or ?. */
bool function_pattern_is(const char *word);

/* Writes the name; count 1 is the program's own.  what: "threads", "programs" or "functions". */
char *program_variant_name(char *buffer, size_t size, const char *program, unsigned int count,
			   const char *what);

#endif
