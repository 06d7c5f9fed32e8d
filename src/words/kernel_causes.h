/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_CAUSES_H
#define BPFTAX_WORDS_KERNEL_CAUSES_H

/*
 * Why two kernels of a run do not take the same instructions: equal builds give equal figures, so
 * where figures differ, so does something on which they depend.
 */

#include "estimate/run_report.h"
#include "words/say.h"

/* Nothing unless instructions were counted on two kernels and rows differ.  0 or -ENOMEM. */
int say_kernel_causes(struct sentences *to, const struct run_report *run);

#endif
