/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ANATOMY_WORDS_H
#define BPFTAX_WORDS_ANATOMY_WORDS_H

/*
 * What is said of an anatomy beside its tables.  Every text is the caller's to free, NULL without
 * memory.
 */

#include "anatomy/anatomy_set.h"

/* "fentry-map on vfs_read, Linux 6.12.117: 259 instructions an event". */
char *anatomy_headline(const struct anatomy *anatomy);

/* What tells it from the others of a difference: "debian-6.12-cloud fentry-map". */
char *anatomy_label(const struct anatomy *anatomy);

/* "fentry-map: 259 instructions an event on A, 262 on B: +3". */
char *differences_headline(const struct differences *differences);

/* Whether the sum is that of the guest's clock, which `micro --exact` prints. */
char *anatomy_clock_sentence(const struct anatomy *anatomy);

/* Sentences of what a reader has to know before believing it, a line each; "" where there is
 * nothing. */
char *anatomy_doubts(const struct anatomy *anatomy);

/* "+3", "-1/2", "0": exactly. */
char *anatomy_signed(char text[QUOTIENT_SIZE + 1], int64_t sum, uint64_t events);

#endif
