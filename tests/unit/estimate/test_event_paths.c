// SPDX-License-Identifier: GPL-2.0-or-later
/* Which ways single events took: from the agent's runs of like counts to paths over the bare event.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "estimate/event_paths.h"

#define LACKING(text, why)                                                                         \
	do {                                                                                       \
		struct event_paths lacking = paths_of(text);                                       \
                                                                                                   \
		assert_int_equal(lacking.count, 0);                                                \
		assert_string_equal(lacking.lacking, why);                                         \
	} while (0)

/* Reasons of the agent's own live no longer than its text: those are looked at apart. */
static struct event_paths paths_of(const char *text)
{
	json_t *singles = json_loads(text, 0, NULL);
	struct event_paths paths;

	assert_non_null(singles);
	event_paths_make(singles, &paths);
	json_decref(singles);
	return paths;
}

static void assert_path(const struct event_paths *paths, size_t at, double events, double least,
			double most)
{
	assert_true(at < paths->count);
	assert_true(paths->paths[at].events == events);
	assert_true(paths->paths[at].least == least && paths->paths[at].most == most);
}

static void runs_of_one_cost_are_one_path(void **state)
{
	struct event_paths paths = paths_of("{\"attached\": [[63, 4135], [1, 7000], [63, 4135], "
					    "[1, 7000], [10, 4135]], \"bare\": [[128, 4000]]}");

	(void)state;
	assert_int_equal(paths.count, 2);
	assert_true(paths.events == 138);
	assert_path(&paths, 0, 136, 135, 135);
	assert_path(&paths, 1, 2, 3000, 3000);
	assert_null(paths.lacking);
}

/* 1, 2, ... 12, 30 and 31 over the bare event: the nearest are taken together, the others not. */
static void of_many_the_nearest_are_one(void **state)
{
	struct event_paths paths =
	    paths_of("{\"attached\": [[5, 131], [1, 190], [1, 110], [2, 120], [1, 170], [1, 200], "
		     "[1, 210], [1, 220], [1, 230], [1, 240], [1, 250], [1, 260], [3, 130]], "
		     "\"bare\": [[2, 100]]}");

	(void)state;
	assert_int_equal(paths.count, EVENT_PATHS_MOST);
	assert_true(paths.events == 20);
	assert_path(&paths, 0, 1, 10, 10);
	assert_path(&paths, 2, 8, 30, 31);
	assert_path(&paths, 11, 1, 160, 160);
}

/* What falls into a range that is there belongs to it. */
static void a_cost_within_a_range_is_of_it(void **state)
{
	struct event_paths paths =
	    paths_of("{\"attached\": [[1, 10], [1, 12], [1, 100], [1, 200], [1, 300], [1, 400], "
		     "[1, 500], [1, 600], [1, 700], [1, 800], [1, 900], [1, 1000], [1, 1100], "
		     "[4, 11]], \"bare\": [[1, 0]]}");

	(void)state;
	assert_int_equal(paths.count, EVENT_PATHS_MOST);
	assert_path(&paths, 0, 6, 10, 12);
}

static void what_is_not_known_has_a_reason(void **state)
{
	(void)state;
	LACKING("{\"attached\": [[9, 5]], \"bare\": [[1, 3], [1, 4]]}",
		"the bare event is not one number");
	LACKING("{\"attached\": [[9, 5]]}", "the bare event is not one number");
	LACKING("{\"attached\": [], \"bare\": [[1, 3]]}",
		"something else came into every one of them");
}

static void the_agents_reason_is_handed_on(void **state)
{
	json_t *singles = json_pack("{s:s}", "lacking", "no counter");
	struct event_paths paths;

	(void)state;
	event_paths_make(singles, &paths);
	assert_int_equal(paths.count, 0);
	assert_string_equal(paths.lacking, "no counter");
	json_decref(singles);
}

static void without_single_events_there_is_nothing(void **state)
{
	struct event_paths paths;

	(void)state;
	event_paths_make(NULL, &paths);
	assert_int_equal(paths.count, 0);
	assert_null(paths.lacking);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_of_one_cost_are_one_path),
		cmocka_unit_test(of_many_the_nearest_are_one),
		cmocka_unit_test(a_cost_within_a_range_is_of_it),
		cmocka_unit_test(what_is_not_known_has_a_reason),
		cmocka_unit_test(the_agents_reason_is_handed_on),
		cmocka_unit_test(without_single_events_there_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
