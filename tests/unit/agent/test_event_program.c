// SPDX-License-Identifier: GPL-2.0-or-later
/* How a program comes onto a perf event, with kernels that link, that do not, and that refuse. */
#include "agent/mechanism/event_program.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bpf/bpf.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>

#define PROGRAM 11
#define EVENT 12
#define LINK 13

/* What the kernel answers: a descriptor or a negative errno; 0 or one.  And how often it was asked.
 */
static int link_answer, ioctl_answer, ioctls;

int bpf_link_create(int program_fd, int target_fd, enum bpf_attach_type type,
		    const struct bpf_link_create_opts *options)
{
	assert_int_equal(program_fd, PROGRAM);
	assert_int_equal(target_fd, EVENT);
	assert_int_equal(type, BPF_PERF_EVENT);
	assert_null(options);
	return link_answer;
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;

	va_start(arguments, request);
	assert_int_equal(fd, EVENT);
	assert_int_equal(request, PERF_EVENT_IOC_SET_BPF);
	assert_int_equal(va_arg(arguments, int), PROGRAM);
	va_end(arguments);
	ioctls++;
	errno = -ioctl_answer;
	return ioctl_answer ? -1 : 0;
}

static int connect_with(int of_link, int of_ioctl, int *ret_link, struct error *err)
{
	link_answer = of_link;
	ioctl_answer = of_ioctl;
	ioctls = 0;
	*ret_link = -2;
	return event_program_connect(PROGRAM, EVENT, ret_link, err);
}

static void a_kernel_that_links(void **state)
{
	struct error err = {};
	int link;

	(void)state;
	assert_int_equal(connect_with(LINK, -EBADF, &link, &err), 0);
	assert_int_equal(link, LINK);
	assert_int_equal(ioctls, 0);
}

/* 5.10 */
static void a_kernel_that_knows_no_such_link(void **state)
{
	struct error err = {};
	int link;

	(void)state;
	assert_int_equal(connect_with(-EINVAL, 0, &link, &err), 0);
	assert_int_equal(link, -1);
	assert_int_equal(ioctls, 1);
}

/* The reason is that of whoever was asked last; a link that is refused otherwise is not tried
 * again. */
static void a_kernel_that_refuses(void **state)
{
	struct error err = {};
	int link;

	(void)state;
	assert_int_equal(connect_with(-EINVAL, -EEXIST, &link, &err), -EEXIST);
	assert_string_equal(err.text,
			    "the program was not connected to the perf event: File exists");
	assert_int_equal(connect_with(-EPERM, 0, &link, &err), -EPERM);
	assert_int_equal(ioctls, 0);
	assert_int_equal(link, -2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kernel_that_links),
		cmocka_unit_test(a_kernel_that_knows_no_such_link),
		cmocka_unit_test(a_kernel_that_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
