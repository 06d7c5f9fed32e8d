// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/test_run.h"
#include "agent/program.h"
#include "common/deadline.h"

#include <bpf/bpf.h>
#include <math.h>
#include <stdlib.h>

int test_run_load(const char *program, struct bpf_object **ret_object, struct error *err)
{
	struct program_load load = { .name = program, .type = BPF_PROG_TYPE_SCHED_CLS };

	return program_load(&load, ret_object, err);
}

int test_run_pass(int program_fd, unsigned int repeat, struct test_pass *ret_pass)
{
	char packet[64] = {};
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof(packet),
		    .repeat = (int)repeat);
	uint64_t begun_ns = deadline_now_ns();
	int ran = bpf_prog_test_run_opts(program_fd, &options);

	if (ran < 0)
		return ran;
	*ret_pass =
	    (struct test_pass){ (double)(deadline_now_ns() - begun_ns) / repeat, options.duration };
	return 0;
}

static int double_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double passes_median(double *passes, size_t count)
{
	if (!count)
		return NAN;
	qsort(passes, count, sizeof(*passes), double_compare);
	return (passes[(count - 1) / 2] + passes[count / 2]) / 2;
}
