/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_H
#define BPFTAX_ANATOMY_ANATOMY_H

/*
 * An anatomy: what one event with a program has more than a bare one, function by function and in
 * its own order.
 *
 *	anatomy_make(&source, &anatomy);                          // anatomy/anatomy_make.h
 *	for (size_t i = 0; i < anatomy->row_count; i++)
 *		puts(counts_quotient(text, anatomy->rows[i].counts.of[COUNT_instructions],
 *				     anatomy->events));
 *	anatomy_free(anatomy);
 *
 * All counts are whole numbers: of a row, and of the total, over `events` events together; of a
 * frame, over `frame_events`.  What does not divide by the events is one that is not the same each
 * time, and is told as a fraction.  Pure.
 */

#include <stddef.h>
#include "anatomy/counts.h"
#include "anatomy/frames.h"
#include "anatomy/layers.h"
#include "common/text_pool.h"

/* What it is of; NULL: not known. */
struct anatomy_subject {
	const char *cell;    /* what names it beside others: a kernel, a timing, a boot */
	const char *release; /* of Linux */
	const char *architecture;
	const char *configuration; /* fentry-map */
	const char *mechanism, *program;
	const char *hook;     /* function[+offset] or category:name */
	const char *workload; /* NULL: micro's own event */
	const char *trigger;
};

/* A function. */
struct anatomy_row {
	const char
	    *function;	    /* as anatomy/function_name.h has it; NULL: no symbol has the address */
	const char *module; /* NULL: the kernel's own text */
	enum layer layer;
	int depth; /* of its first frame that differs; -1: it is in none */
	struct counts counts;
};

/* How far what was recorded can be believed. */
struct anatomy_trust {
	size_t windows,
	    agreeing; /* with the program, and those of which every number is the median */
	size_t bare, bare_agreeing; /* likewise without it */
	size_t disturbed;	    /* left out, of both */
	bool timed;		    /* whether the clock's sum is known */
	int64_t clock;		    /* instructions by the guest's clock, over `events` */
	bool path;		    /* whether one event's path is known */
	bool path_agrees;	    /* and every number of a function is the counters' */
};

struct anatomy {
	struct text_pool texts;
	struct anatomy_subject subject;
	uint64_t events;
	struct counts total;
	struct anatomy_row *rows; /* in the order in which they first run; then by name */
	size_t row_count;
	/*
	 * Those that differ from the bare event, and those above them; depths begin with what is
	 * above the first instructions that differ.
	 */
	struct frame *frames;
	size_t frame_count;
	uint64_t frame_events; /* whose path it is: one, where those of the window were alike */
	struct anatomy_trust trust;
};

/* Of a window: the agent's have some thousands. */
#define ANATOMY_EVENTS_MOST (INT64_C(1) << 20)
#define ANATOMY_LIST_MOST ((size_t)1 << 20)

/*
 * Whether it has no more events, rows and frames than that, and of each kind of count no more than
 * 2^40, whatever their signs: then all sums are whole numbers of 64 bits, also those of two
 * anatomies that are brought to one number of events.
 */
bool anatomy_is_small(const struct anatomy *anatomy);

/* The sum of a layer's rows. */
struct counts anatomy_layer_sum(const struct anatomy *anatomy, enum layer layer);

/* Whether every number is a whole one for an event. */
bool anatomy_divides(const struct anatomy *anatomy);

/* The row's function for people: "[no symbol]" where there is none. */
const char *anatomy_function(const char *function);

/* NULL is fine. */
void anatomy_free(struct anatomy *anatomy);

#endif
