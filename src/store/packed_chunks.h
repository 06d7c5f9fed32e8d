/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_PACKED_CHUNKS_H
#define BPFTAX_STORE_PACKED_CHUNKS_H

/*
 * The chunks of a sample, raw, as the column chunks_packed has them: how long each took, in the
 * order in which they ran, the disturbed ones among them.  What an event costs is never stored; it
 * is estimated from these (estimate/chunk_estimates.h), and by a better estimator one day.
 *
 *	struct sample_chunks chunks = { .attached = { passes, count }, ... };
 *	struct packed_chunks packed;
 *
 *	chunks_pack(&chunks, &packed);
 *	...
 *	if (chunks_unpack(packed.bytes, packed.length, &chunks) == 0)
 *		use(chunks.before.passes[0].elapsed_ns);
 *	sample_chunks_release(&chunks);
 *
 * The bytes (docs/export.md says the same): the format's version, 1; then unsigned LEB128 numbers.
 * Of each of the lists before, attached and after: how many, then the passes.  Of the line: how
 * many points, then of each the events, the bare pass and the attached one.  A pass is twice the
 * zigzag of its nanoseconds less those of the pass before it in its list (the line has one list of
 * bare and one of attached passes; the first is less 0), plus 1 when it was disturbed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHUNK_LIST_MOST 65536
#define CHUNK_LINE_MOST 1024 /* a slope is of all pairs of points */
#define CHUNK_NUMBER_MOST                                                                          \
	(UINT64_C(1) << 53) /* of nanoseconds and events: a double has them all                    \
			     */

struct chunk_pass {
	uint64_t elapsed_ns; /* with icount instructions */
	bool disturbed; /* an interrupt or another task fell into it, as far as that can be known */
};

struct chunk_list {
	struct chunk_pass *passes;
	size_t count;
};

/* Chunks of several lengths; as many bare and attached ones as events. */
struct chunk_line {
	uint64_t *events; /* of each point */
	struct chunk_list bare, attached;
	size_t count;
};

struct sample_chunks {
	struct chunk_list before, attached,
	    after; /* without, with, and again without the program */
	struct chunk_line line;
};

struct packed_chunks {
	unsigned char *bytes; /* NULL: none */
	size_t length;
};

/* The caller frees the bytes.  0 or -ENOMEM; -ERANGE for a number or a count above its most. */
int chunks_pack(const struct sample_chunks *chunks, struct packed_chunks *ret_packed);

/*
 * All that chunks_pack() can have made, and nothing else: -EBADMSG for bytes that are spoiled, cut
 * off or of another version, else 0 or -ENOMEM.  Release with sample_chunks_release().
 */
int chunks_unpack(const unsigned char *bytes, size_t length, struct sample_chunks *ret_chunks);

void sample_chunks_release(struct sample_chunks *chunks);

#endif
