// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/body.h"
#include "agent/program.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <bpf/bpf.h>
#include <stdlib.h>

/* A pass is about as long as a chunk: its median is as little disturbed. */
#define REPEAT 500
#define PASSES 41
#define WARM_UP_PASSES 3

/* By our own clock: the kernel's mean is cut to whole nanoseconds. */
static int pass_run(int program_fd, double *ret_run_ns)
{
	char packet[64] = {};
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof(packet),
		    .repeat = REPEAT);
	uint64_t begun_ns = deadline_now_ns();
	int ran = bpf_prog_test_run_opts(program_fd, &options);

	*ret_run_ns = (double)(deadline_now_ns() - begun_ns) / REPEAT;
	return ran;
}

static int double_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int passes_run(int program_fd, double *ret_median_ns)
{
	double passes_ns[PASSES];
	int ran = 0;

	for (int i = 0; i < WARM_UP_PASSES && !ran; i++)
		ran = pass_run(program_fd, &passes_ns[0]);
	for (int i = 0; i < PASSES && !ran; i++)
		ran = pass_run(program_fd, &passes_ns[i]);
	qsort(passes_ns, PASSES, sizeof(*passes_ns), double_compare);
	*ret_median_ns = passes_ns[PASSES / 2];
	return ran;
}

int body_time(const char *program, double *ret_alone_ns, struct error *err)
{
	struct program_load load = { .name = program, .type = BPF_PROG_TYPE_SCHED_CLS };
	struct bpf_object *object = NULL;
	int fd = program_load(&load, &object, err), ran;

	if (fd < 0)
		return fd;
	ran = passes_run(fd, ret_alone_ns);
	bpf_object__close(object);
	return ran < 0 ? error_errno(err, ERROR_RESULT, -ran, "the body of %s was not timed alone",
				     program)
		       : 0;
}
