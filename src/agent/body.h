/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_BODY_H
#define BPFTAX_AGENT_BODY_H

/*
 * What a program's body takes alone, attached to nothing: the kernel runs it again and again under
 * BPF_PROG_TEST_RUN.  Work of a known size (alu-K) must come back from a hook as the same time.
 *
 *	double alone_ns;
 *
 *	body_time("alu-50", &alone_ns, &err);
 */

#include "common/error.h"

/*
 * Wall time of one run, the median of many passes.  It has the kernel's loop around the body in
 * it, the same for every program: differences between programs are the bodies'.  0 or a negative
 * errno.
 */
int body_time(const char *program, double *ret_alone_ns, struct error *err);

#endif
