/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_STUDY_FIELDS_H
#define BPFTAX_STUDY_STUDY_FIELDS_H

/* A study's fields by the table of options: defaults, a copy, release. */

#include "study/study.h"

/* Defaults of every option (study/options.c's table says them). */
void study_init(struct study *study);

/* Defaults of `bpftax micro`, where its options have others. */
void study_init_micro(struct study *study);

/* Defaults of `bpftax curve`: known delays and no programs. */
void study_init_curve(struct study *study);

/* The same for `bpftax anatomy`: micro, counted and recorded, once. */
void study_init_anatomy(struct study *study);

/* `bpftax cost`: as micro, counted, of nothing but the objects, which are still to be named. */
void study_init_cost(struct study *study);

/* A deep copy, to be freed; 0 or -ENOMEM. */
int study_copy(const struct study *study, struct study *ret_copy);

/* Releases what study_init() and the parsers allocated; NULL is fine. */
void study_free(struct study *study);

#endif
