/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TEST_RUN_H
#define BPFTAX_AGENT_TEST_RUN_H

/*
 * A program that is attached to nothing: the kernel runs it again and again under
 * BPF_PROG_TEST_RUN, and two clocks say how long that took.
 *
 *	struct bpf_object *object;
 *	struct test_pass pass;
 *	int fd = test_run_load("alu-50", &object, &err);
 *
 *	test_run_pass(fd, 500, &pass);
 *	...
 *	bpf_object__close(object);
 */

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct bpf_object;

struct test_pass {
	double run_ns;	    /* of one run, by our clock */
	uint32_t kernel_ns; /* the kernel's own mean, in whole nanoseconds */
};

/* As program_load(), as a type that can be run alone. */
int test_run_load(const char *program, struct bpf_object **ret_object, struct error *err);

/* Runs it so often.  0 or a negative errno. */
int test_run_pass(int program_fd, unsigned int repeat, struct test_pass *ret_pass);

/* The middle one of passes, or the mean of the middle two; sorts them.  NaN of none. */
double passes_median(double *passes, size_t count);

#endif
