/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PREPARATION_H
#define BPFTAX_AGENT_PREPARATION_H

/*
 * What some programs need around them once they are loaded: a key in a hash, buffers to write to,
 * a target to jump to.  Programs without a line in preparation.c's table need nothing.
 *
 *	struct preparation preparation;
 *
 *	if (preparation_make(&preparation, "ringbuf", object, &err) < 0)
 *		...
 *	preparation_drain(&preparation);	// between measurements, never within one
 *	lost = preparation_lost(&preparation);	// must be 0, or a cheaper path was measured
 *	preparation_release(&preparation);
 */

#include <bpf/libbpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

/* All but preparation_make() take NULL for a treatment that needs nothing. */
struct preparation_mapping {
	void *address;
	size_t length;
};

struct preparation {
	struct preparation_mapping *mappings;
	size_t mappings_count;
	unsigned long *consumer_position; /* of a ring buffer, or NULL */
	const unsigned long *producer_position;
	const void *perf_buffer; /* of the CPU that this runs on, or NULL */
	const uint64_t *lost;	 /* records that a full ring buffer refused, or NULL */
};

/*
 * Sets up what the program of this name needs.  The object's own descriptors must outlive the
 * preparation.  0 or a negative errno; after a failure there is nothing to release.
 */
int preparation_make(struct preparation *preparation, const char *program,
		     struct bpf_object *object, struct error *err);

/*
 * Throws away what the program has written, by one store: for ringbuf, whose buffer holds 262,143
 * records.  Does nothing for programs that write none.
 */
void preparation_drain(struct preparation *preparation);

/*
 * How many more runs of the program will be like the last one: a record that ends a page of its
 * buffer costs more.  UINT64_MAX for programs whose runs are all alike.
 */
uint64_t preparation_alike(const struct preparation *preparation);

/* The most that preparation_alike() can say. */
uint64_t preparation_alike_most(const struct preparation *preparation);

/* How many records found no room since the program was loaded; 0 for programs that write none. */
uint64_t preparation_lost(const struct preparation *preparation);

/* Safe to call twice, and on zeroes. */
void preparation_release(struct preparation *preparation);

#endif
