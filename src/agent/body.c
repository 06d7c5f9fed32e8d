// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/body.h"
#include "agent/test_run.h"

#include <bpf/libbpf.h>

/* A pass is about as long as a chunk: its median is as little disturbed. */
#define REPEAT 500
#define PASSES 41
#define WARM_UP_PASSES 3

/* By our own clock: the kernel's mean is cut to whole nanoseconds. */
static int passes_run(int program_fd, double *ret_median_ns)
{
	double passes_ns[PASSES];
	struct test_pass pass;
	int ran = 0;

	for (int i = 0; i < WARM_UP_PASSES && !ran; i++)
		ran = test_run_pass(program_fd, REPEAT, &pass);
	for (int i = 0; i < PASSES && !ran; i++) {
		ran = test_run_pass(program_fd, REPEAT, &pass);
		passes_ns[i] = pass.run_ns;
	}
	if (!ran)
		*ret_median_ns = passes_median(passes_ns, PASSES);
	return ran;
}

int body_time(const char *program, double *ret_alone_ns, struct error *err)
{
	struct bpf_object *object = NULL;
	int fd = test_run_load(program, &object, err), ran;

	if (fd < 0)
		return fd;
	ran = passes_run(fd, ret_alone_ns);
	bpf_object__close(object);
	return ran < 0 ? error_errno(err, ERROR_RESULT, -ran, "the body of %s was not timed alone",
				     program)
		       : 0;
}
