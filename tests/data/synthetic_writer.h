/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_WRITER_H
#define SYNTHETIC_WRITER_H

/*
 * What writes a synthetic run (synthetic_run.h): its made-up truth, and the rows that all kinds of
 * it have.  Functions return 0 or what the store says.
 */

#include "store/store.h"
#include "synthetic_run.h"

#define SYNTHETIC_TREATMENTS 4
#define SYNTHETIC_DATAGRAM_BYTES 64

/* The direct cost, and how the workload answers to it. */
struct synthetic_treatment {
	const char *name, *mechanism, *program;
	double direct_ns, rate, cpu, sleeps, kernel_ns;
};

extern const struct synthetic_treatment synthetic_treatments[SYNTHETIC_TREATMENTS];

/* Of the run of several: kernels by timing, and how its made-up truth differs from the others'. */
struct synthetic_cell {
	const char *kernel, *release, *timing;
	unsigned int boot;
	double factor;	     /* of the direct cost */
	int instructions;    /* more than elsewhere, where they are counted */
	const char *failure; /* never started */
	bool without_fprobe;
};

struct synthetic_writer {
	struct store *store;
	struct run_record run;
	enum synthetic_kind kind;
	int64_t cell, baseline[2], treatment[SYNTHETIC_TREATMENTS][2], unsupported;
	unsigned int treatments; /* stored so far */
	const struct synthetic_cell *made;
	uint64_t random;
	int64_t clock_ns;
	struct error *err;
};

/* About 1, within the given fraction (Park and Miller's generator: the same everywhere). */
double synthetic_jitter(struct synthetic_writer *writer, double fraction);

/* One of several cells. */
bool synthetic_is_made(const struct synthetic_writer *writer);

bool synthetic_is_hostile(const struct synthetic_writer *writer);
bool synthetic_is_counted(const struct synthetic_writer *writer);
bool synthetic_is_micro(const struct synthetic_writer *writer);

/* Whether the kernel under way does not have treatment t. */
bool synthetic_is_left_out(const struct synthetic_writer *writer, size_t t);

int synthetic_configurations_add(struct synthetic_writer *writer);

/* t: of the treatments, or beyond: a baseline, whose number in the block is `baseline`. */
int synthetic_visit_begin(struct synthetic_writer *writer, const char *workload, size_t t,
			  unsigned int block, unsigned int position, unsigned int baseline,
			  int64_t *ret_visit);

/* reason: why it is dropped, or NULL. */
int synthetic_visit_end(struct synthetic_writer *writer, int64_t visit, const char *reason);

int synthetic_results_set(struct synthetic_writer *writer, const char *workload);

#endif
