// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every mechanism in a real guest: attached, proved to be what its name says, counted against the
 * workload's own datagrams, and gone afterwards.  With the lists of the other files of this test.
 */
#include "mechanism_guest.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* What came after 6.12, and what there says so. */
static const struct {
	const char *mechanism, *reason;
} later[] = {
	{ "uprobe-nop5", "makes no call of the nop of user:nop5" },
	{ "uprobe-nop10", "puts no uprobe on the instruction of user:nop10" },
	{ "usdt-nop5", "makes no call of the nop of user:usdt-nop5" },
	{ "usdt-nop10", "puts no uprobe on the instruction of user:usdt-nop10" },
	{ "uprobe-session", "no BPF_TRACE_UPROBE_SESSION" },
	{ "fsession", "no BPF_TRACE_FSESSION" },
	{ "fentry-multi", "no BPF_TRACE_FENTRY_MULTI" },
	{ "fexit-multi", "no BPF_TRACE_FEXIT_MULTI" },
	{ "fsession-multi", "no BPF_TRACE_FSESSION_MULTI" },
};

static const char *reason_of_lack(const char *mechanism)
{
	for (size_t i = 0; i < ARRAY_SIZE(later); i++)
		if (!strcmp(later[i].mechanism, mechanism))
			return later[i].reason;
	return NULL;
}

static void test_what_came_later_says_so(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(later); i++)
		lack_check(*state, later[i].mechanism, later[i].reason);
}

static void test_every_mechanism_is_what_it_says(void **state)
{
	for (size_t i = 0; i < mechanism_names_count; i++) {
		if (mechanism_names[i].hook == HOOK_SLEEPABLE || /* micro alone comes by */
		    reason_of_lack(mechanism_names[i].name))
			continue;
		mechanism_check(*state, mechanism_names[i].name, "null");
		mechanism_check(*state, mechanism_names[i].name, "map");
	}
}

const struct CMUnitTest mechanism_tests[] = {
	cmocka_unit_test(test_every_mechanism_is_what_it_says),
	cmocka_unit_test(test_what_came_later_says_so),
	{},
};

/* One guest for all that is asked of one kernel. */
static int lists_run(const char *kernel, const struct CMUnitTest *const *lists, size_t count,
		     CMFixtureFunction setup)
{
	struct CMUnitTest tests[64];
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		for (const struct CMUnitTest *test = lists[i]; test->name; test++)
			if (total < ARRAY_SIZE(tests))
				tests[total++] = *test;
	return _cmocka_run_group_tests(kernel, tests, total, setup, teardown);
}

/* Each kernel is a test of its own, as a release of Debian may have only one of them. */
int main(int argc, char **argv)
{
	static const struct CMUnitTest *const newer[] = { mechanism_tests, program_tests,
							  hook_tests,	   detach_tests,
							  where_tests,	   newer_misses_tests };
	static const struct CMUnitTest *const older[] = { older_tests, where_tests,
							  older_misses_tests };

	if (argc != 4)
		return 2;
	guest_agent = argv[1];
	guest_iperf3 = argv[2];
	return strcmp(argv[3], "older") ? lists_run("6.12", newer, ARRAY_SIZE(newer), setup_newer)
					: lists_run("6.1", older, ARRAY_SIZE(older), setup_older);
}
