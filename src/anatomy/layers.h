/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_LAYERS_H
#define BPFTAX_ANATOMY_LAYERS_H

/*
 * Of which layer a frame is: the first rule that fits.  What ran in which order is asked first; a
 * name decides only where the way into a mechanism ends and its own work begins.
 *
 *	1. it has no symbol, and does not run below the program    unknown
 *	2. it is the hooked function                               hooked
 *	3. the bare event has it too, at the same place            trigger
 *	4. it is a BPF program that the bare event has not         program
 *	5. it runs below such a program                            helpers
 *	6. it begins after the last such program has ended         exit
 *	7. its name stands in the table of entries (layers.c)      entry
 *	8. it begins before the last such program                  dispatch
 *	9. there was no program in the path                        unknown
 *
 * A row, which is all frames of one function, has the layer of most of its instructions; of those
 * with as many the first in the list.  Pure.
 */

#include <stdbool.h>
#include <stddef.h>

enum layer {
#define LAYER(identifier, name, what) LAYER_##identifier,
#include "anatomy/layer_list.h"
#undef LAYER
	LAYERS
};

extern const char *const layer_names[LAYERS];
extern const char *const layer_meanings[LAYERS];

/* What is known of a frame. */
struct layer_facts {
	const char *function; /* NULL: no symbol */
	bool hooked;
	bool in_bare;
	bool program;
	bool below_program;
	bool after_programs;
	bool before_program; /* or around it */
};

enum layer layer_of(const struct layer_facts *facts);

/* Whether the name is one by which a mechanism is entered. */
bool layer_is_entry(const char *function);

/* The layer of this name, or LAYERS. */
enum layer layer_find(const char *name);

#endif
