// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/event_program.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>

static int refused(int code, struct error *err)
{
	return error_errno(err, ERROR_RESULT, code,
			   "the program was not connected to the perf event");
}

/*
 * A kernel that has never heard of such links says EINVAL, as it does of much else: whether the
 * event takes the program it then says itself.
 */
int event_program_connect(int program_fd, int event_fd, int *ret_link, struct error *err)
{
	int link = bpf_link_create(program_fd, event_fd, BPF_PERF_EVENT, NULL);

	if (link < 0 && link != -EINVAL)
		return refused(-link, err);
	if (link < 0 && ioctl(event_fd, PERF_EVENT_IOC_SET_BPF, program_fd) < 0)
		return refused(errno, err);
	*ret_link = link < 0 ? -1 : link;
	return 0;
}
