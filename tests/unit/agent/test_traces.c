// SPDX-License-Identifier: GPL-2.0-or-later
/* What an attachment leaves, beside others who load programs at the same moment. */
#include "agent/sysfile.h"
#include "agent/traces.h"
#include "agent/trigger/user_probes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* In place of the kernel: program 70 + FD is behind descriptor FD; ours is 73. */
static bool is_there; /* ours */

char *sysfile_read(const char *format, ...)
{
	(void)format;
	return NULL;
}

const char *tracefs_path(void)
{
	return NULL;
}

void user_probes_print(FILE *out)
{
	(void)out;
}

int bpf_obj_get_info_by_fd(int fd, void *info, __u32 *size)
{
	(void)size;
	((struct bpf_prog_info *)info)->id = 70 + (__u32)fd;
	return 0;
}

/* Others' come and go: only ours is asked for. */
int bpf_prog_get_fd_by_id(__u32 id)
{
	assert_int_equal(id, 73);
	return is_there ? open("/dev/null", O_RDONLY) : -ENOENT;
}

static size_t left_when(bool there)
{
	static const int fds[] = { 3, -1 };
	struct own_programs programs;
	struct traces before;
	json_t *left;
	size_t count;

	is_there = there;
	traces_read(&before);
	own_programs_read(fds, 2, &programs);
	assert_int_equal(programs.count, 1);
	left = traces_settle(&before, &programs);
	count = json_array_size(left);
	if (there)
		assert_string_equal(json_string_value(json_array_get(left, 0)), "program 73");
	json_decref(left);
	own_programs_free(&programs);
	traces_free(&before);
	return count;
}

static void ours_alone_are_looked_for(void **state)
{
	(void)state;
	assert_int_equal(left_when(false), 0);
	assert_int_equal(left_when(true), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(ours_alone_are_looked_for) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
