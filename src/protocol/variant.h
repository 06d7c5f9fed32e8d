/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VARIANT_H
#define BPFTAX_VARIANT_H

/*
 * A program as `bpftax micro` measures it at scale: on several CPUs at once, or several times on
 * one hook.  In plans, stores and reports it has a name of its own, made of the program's:
 *
 *	map		alone, on one CPU
 *	map@4threads	on four CPUs at once
 *	map@4programs	four of it on one hook
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

struct program_variant {
	char program[64]; /* the name without what follows '@' */
	unsigned int threads;
	unsigned int programs; /* on the hook */
};

/* False when what follows '@' means nothing; whether there is such a program is not asked. */
bool program_variant_parse(const char *word, struct program_variant *ret_variant);

/* Writes the name; count 1 is the program's own.  what: "threads" or "programs". */
char *program_variant_name(char *buffer, size_t size, const char *program, unsigned int count,
			   const char *what);

#endif
