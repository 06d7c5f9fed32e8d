// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <grp.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "target/host.h"

/* As under taskset: the other CPUs are online and not ours. */
static void the_cpus_are_those_that_are_allowed(void **state)
{
	cpu_set_t before, one;

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(before), &before), 0);
	assert_int_equal(host_cpus(), CPU_COUNT(&before));
	CPU_ZERO(&one);
	for (int cpu = 0; !CPU_COUNT(&one); cpu++)
		if (CPU_ISSET((size_t)cpu, &before))
			CPU_SET((size_t)cpu, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_int_equal(host_cpus(), 1);
	assert_int_equal(sched_setaffinity(0, sizeof(before), &before), 0);
}

static void guests_fit_by_their_memory(void **state)
{
	(void)state;
	/* One is always tried: what it lacks is said when it starts. */
	assert_int_equal(host_guests_fit(UINT32_MAX), 1);
	assert_true(host_guests_fit(16) >= host_guests_fit(4096));
}

/* As root nothing is refused: what does not open is no device at all. */
static void kvm_that_is_not_there_says_how_to_get_it(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_int_equal(host_kvm_check("/nowhere/kvm", &err), -ENOENT);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "there is no /nowhere/kvm: modprobe kvm_intel"));
}

/* What is said to an ordinary user of a device with this mode and, for root to set, group. */
static void refused(mode_t mode, gid_t group, struct error *err)
{
	char path[] = "/tmp/bpftax-kvm-XXXXXX";
	bool was_root = !geteuid();
	int fd = mkstemp(path);

	*err = (struct error){ 0 };
	assert_true(fd >= 0);
	close(fd);
	if (was_root)
		assert_int_equal(chown(path, 0, group), 0);
	assert_int_equal(chmod(path, mode), 0);
	if (was_root) {
		assert_int_equal(setgroups(0, NULL), 0);
		assert_int_equal(setegid(65534), 0);
		assert_int_equal(seteuid(65534), 0);
	}
	assert_int_equal(host_kvm_check(path, err), -EACCES);
	if (was_root) {
		assert_int_equal(seteuid(0), 0);
		assert_int_equal(setegid(0), 0);
	}
	unlink(path);
}

/* Root's own group is nobody's to join. */
static void kvm_that_is_refused_names_a_group_that_may(void **state)
{
	const struct group *tty = getgrnam("tty");
	struct error err;

	(void)state;
	refused(0, 0, &err);
	assert_non_null(strstr(err.text, "permission denied: see who may use it (ls -l /tmp/"));
	assert_null(strstr(err.text, "usermod"));
	if (geteuid() || !tty)
		return;
	refused(0600, tty->gr_gid, &err);
	assert_null(strstr(err.text, "usermod"));
	refused(0660, 0, &err);
	assert_null(strstr(err.text, "usermod"));
	refused(0660, tty->gr_gid, &err);
	assert_non_null(strstr(err.text, "usermod -aG tty $USER"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cpus_are_those_that_are_allowed),
		cmocka_unit_test(guests_fit_by_their_memory),
		cmocka_unit_test(kvm_that_is_not_there_says_how_to_get_it),
		cmocka_unit_test(kvm_that_is_refused_names_a_group_that_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
