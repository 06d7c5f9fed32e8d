/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_JOBS_H
#define BPFTAX_RUN_JOBS_H

/* How many counted cells are measured at once. */

#include "study/cell.h"

/* As the study says, or one for each CPU if their guests find memory beside each other. */
size_t jobs_of(const struct study *study);

/* The same, and no more than there are such cells. */
size_t counted_jobs(const struct study *study, const struct cell_list *cells);

#endif
