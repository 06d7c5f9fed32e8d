/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_MICRO_DIFFERENCE_H
#define BPFTAX_FORMATS_MICRO_DIFFERENCE_H

/*
 * Two exact runs side by side, such as of two kernels: the instructions of each row in both, and
 * by how many they differ.
 *
 *	micro_difference_print(one, other, stdout, &options, &err);
 */

#include "formats/report.h"

/*
 * Rows that only one of them has are shown with what there is; where figures differ, what of
 * kernel, agent and QEMU changed is named.  0, -ENOMEM, or -EINVAL (ERROR_USAGE) when one is not
 * exact.
 */
int micro_difference_print(struct run_data *one, struct run_data *other, FILE *out,
			   const struct report_options *options, struct error *err);

#endif
