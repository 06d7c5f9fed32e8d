// SPDX-License-Identifier: GPL-2.0-or-later
/* What the first page says of what each part adds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "synthetic_load.h"
#include "common/cleanup.h"
#include "estimate/factors.h"
#include "words/factors.h"
#include "words/front_factors.h"

#define FIRST 0 /* of the synthetic run's cells: a kernel timed in two boots */

static bool page_says(const struct run_report *run, size_t group, const char *key, const char *text)
{
	struct summary_kernel kernel = { .counted = SIZE_MAX, .timed = group };
	struct summary summary = { run, &kernel, 1 };
	struct front_page page = { 0 };
	bool found = false;

	assert_int_equal(front_add_factors(&page, &summary), 0);
	for (size_t i = 0; page.count && i < page.parts[0].line_count; i++)
		found |= !strcmp(page.parts[0].lines[i].key, key) &&
			 !strcmp(page.parts[0].lines[i].text, text);
	front_page_release(&page);
	return found;
}

static struct factor_interaction interaction_of(bool exact)
{
	return (struct factor_interaction){
		.level = "fentry", .exact = exact, .p = NAN, .p_adjusted = NAN
	};
}

static bool page_of_set_says(struct factor_set *set, const char *key, const char *text)
{
	struct report report = { .factor_sets = set, .factor_set_count = 1 };
	struct report *reports[] = { &report };
	struct cell_group group = { .boots = 1 };
	size_t group_of = 0;
	const struct run_report run = { .reports = reports,
					.count = 1,
					.groups = &group,
					.group_count = 1,
					.group_of = &group_of };

	return page_says(&run, 0, key, text);
}

/* On the page and in the whole report, of a set of two interactions. */
static void assert_sum(bool first_exact, bool second_exact, double mde80, const char *on_page,
		       const char *in_report)
{
	struct factor factor = { .kind = FACTOR_STATISTICS, .kernel_reported = NAN };
	struct factor_interaction interactions[] = { interaction_of(first_exact),
						     interaction_of(second_exact) };
	struct factor_set set = { "udp-drain", "ns", &factor, 1, interactions, 2, 0, 0, mde80 };
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	assert_true(page_of_set_says(&set, "together", on_page));
	factors_tell_sum(&set, 1, &text);
	assert_string_equal(text_buffer_get(&text), in_report);
}

static void what_is_not_known_is_no_sum(void **state)
{
	static const char few[] = "too few blocks to tell whether they simply add";

	(void)state;
	assert_sum(true, true, NAN, "they simply add", "they simply add, to the instruction");
	assert_sum(false, false, NAN, few, few);
	assert_sum(true, false, NAN, few, few);
	assert_sum(true, false, 4, "no departure from a simple sum; 4 ns would have been seen",
		   "no sign that they do not simply add; would have seen 4 ns");
}

/* Nothing of no size is seen. */
static void less_than_one_is_one(void **state)
{
	(void)state;
	assert_sum(false, false, .2, "no departure from a simple sum; 1 ns would have been seen",
		   "no sign that they do not simply add; would have seen 1 ns");
}

/* What is estimated has its interval; what is counted is the number, and what cannot be told has
 * none. */
static void mechanisms_have_their_intervals(void **state)
{
	struct factor factors[] = {
		{ FACTOR_MECHANISM, "fentry", { 316.4, 299, 333 }, .kernel_reported = NAN },
		{ FACTOR_MECHANISM, "fexit", { 38.25, 30.5, 46 }, .kernel_reported = NAN },
		{ FACTOR_MECHANISM, "tracepoint", { 90, NAN, NAN }, .kernel_reported = NAN },
		{ FACTOR_MECHANISM, "kprobe", { 717, 717, 717 }, true, .kernel_reported = NAN },
	};
	struct factor_set set = { "udp-drain", "ns", factors, ARRAY_SIZE(factors), NULL, 0,
				  0,	       0,    NAN };

	(void)state;
	assert_true(page_of_set_says(&set, "mechanism",
				     "fentry +316 [299, 333], fexit +38.2 [30.5, 46.0], "
				     "tracepoint +90.0, kprobe +717 ns"));
}

/* The table above is of all boots, and this is of one: the first that has it. */
static void of_several_boots_it_says_which(void **state)
{
	struct run_data *data = synthetic_run_load(SYNTHETIC_CELLS);
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	struct error err = { 0 };
	size_t group, sets;

	(void)state;
	assert_int_equal(run_report_build(data, &run, &err), 0);
	group = run->group_of[FIRST];
	assert_int_equal(run->groups[group].boots, 2);
	assert_true(page_says(run, group, "boot", "ns of boot 0 alone"));
	sets = run->reports[FIRST]->factor_set_count;
	run->reports[FIRST]->factor_set_count = 0;
	assert_true(page_says(run, group, "boot", "ns of boot 1 alone"));
	run->reports[FIRST]->factor_set_count = sets;
	run->groups[group].boots = 1;
	assert_false(page_says(run, group, "boot", "ns of boot 0 alone"));
	run_report_free(take_pointer(run));
	run_data_free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_known_is_no_sum),
		cmocka_unit_test(less_than_one_is_one),
		cmocka_unit_test(mechanisms_have_their_intervals),
		cmocka_unit_test(of_several_boots_it_says_which),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
