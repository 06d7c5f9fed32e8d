/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TREATMENT_H
#define BPFTAX_TREATMENT_H

/*
 * What is put on the kernel: the treatments of a study.  Pure.
 *
 *	struct treatment_list list;
 *
 *	treatments_make(&study, NULL, &list);
 *	for (size_t i = 0; i < list.count; i++)
 *		visit(&list.treatments[i]);
 *	treatments_free(&list);
 *
 * First the sham, which stands for the baseline; then the programs of somebody's objects, each on
 * its hook and then on many functions at once, as the study has it, and mechanism x program in the
 * order of the study; then, where the study has known delays, what
 * carries them.  A treatment is referred to by
 * its id, which is its index in the list; its name is for print.  How long a delay is, and whether
 * the kernel keeps statistics meanwhile, are settings of a window (study/configuration.h).
 */

#include "protocol/variant.h"
#include "common/error.h"
#include "study/object_programs.h"
#include "study/study.h"

enum treatment_kind {
	TREATMENT_SHAM,	   /* the null program, on a hook that no workload reaches */
	TREATMENT_BUILTIN, /* a mechanism with a program of bpftax's own */
	TREATMENT_DELAY,   /* a program whose length is changed through its map */
	TREATMENT_OBJECT,  /* a program of somebody's object */
};

/* The id of the sham, in every list. */
#define TREATMENT_SHAM_ID 0

struct treatment {
	unsigned int id;
	enum treatment_kind kind;
	const char *mechanism; /* what attaches it; sham: NULL, as it is drawn for each visit */
	const char *program;   /* as printed: map@4threads, handle_open@100functions */
	struct program_variant variant; /* the same, taken apart */
	const char *function,
	    *tracepoint; /* its hooks; sham: NULL, as the kernel has to have them */
	/*
	 * How often an operation of a workload comes by its hook; NaN: unknown.  What the mechanism
	 * makes of one such event, once or at entry and return, the agent says.
	 */
	double hook_events;
	const struct object_program *object; /* of what it is a program; NULL: of none */
	char *scaled; /* an object's program at scale, which `program` is then; owned, or NULL */
	char *name;   /* fentry-map, baseline, delay; owned */
};

struct treatment_list {
	struct treatment *treatments;
	size_t count;
};

/*
 * 0 or -ENOMEM, with nothing to free.  The study has been checked; both it and the objects'
 * programs, NULL where there are none, have to outlive the list.
 */
int treatments_make(const struct study *study, const struct object_program_list *objects,
		    struct treatment_list *ret_list);
void treatments_free(struct treatment_list *list);

/* Whether it is one of those that are measured: neither a baseline nor what carries delays. */
bool treatment_is_measured(const struct treatment *treatment);

/* How many of these there are. */
size_t treatments_measured(const struct treatment_list *list);

#endif
