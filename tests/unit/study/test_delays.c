// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "study/delays.h"
#include "study/options.h"
#include "study/plan.h"
#include "study/study_fields.h"
#include "study/study_check.h"

static void study_with(struct study *study, const char *delays)
{
	study_init(study);
	assert_int_equal(option_set(option_find("delays", OPTION_FOR_RUN), delays, study, NULL), 0);
}

static void times_are_sorted_once_each_and_begin_at_nothing(void **state)
{
	struct study study;
	struct delays delays;

	(void)state;
	study_with(&study, "2us,500ns,2000ns,0");
	delays_resolve(&study.delays, 0, INFINITY, &delays);
	assert_int_equal(delays.count, 3);
	assert_int_equal(delays.ns[0], 0);
	assert_int_equal(delays.ns[1], 500);
	assert_int_equal(delays.ns[2], 2000);
	assert_int_equal(delays_count(&study.delays), 3);
	study_free(&study);
}

static void auto_goes_from_well_below_an_operation_to_well_past_it(void **state)
{
	static const double operations_ns[] = { 900, 12300, 174000 };
	struct study study;
	struct delays delays;

	(void)state;
	study_with(&study, "auto");
	for (size_t i = 0; i < 3; i++) {
		delays_resolve(&study.delays, operations_ns[i], INFINITY, &delays);
		assert_int_equal(delays.count, delays_count(&study.delays));
		assert_int_equal(delays.ns[0], 0);
		assert_true((double)delays.ns[1] < operations_ns[i] / 25);
		assert_true((double)delays.ns[delays.count - 1] > operations_ns[i] * 1.9);
		for (size_t d = 2; d < delays.count; d++)
			assert_in_range(delays.ns[d] * 10 / delays.ns[d - 1], 18, 22);
	}
	study_free(&study);
}

/* Whatever the machine: the longest is below what can be had, and there are as many of them. */
static void auto_fits_into_what_can_be_had(void **state)
{
	struct study study;
	struct delays delays;

	(void)state;
	study_with(&study, "auto");
	for (double operation_ns = 500; operation_ns < 5e6; operation_ns *= 3) {
		delays_resolve(&study.delays, operation_ns, 181535, &delays);
		assert_int_equal(delays.count, delays_count(&study.delays));
		assert_true((double)delays.ns[delays.count - 1] * 1.4 < 181535 * 1.02);
	}
	study_free(&study);
}

static void a_named_delay_is_taken_as_it_is(void **state)
{
	struct study study;
	struct delays delays;

	(void)state;
	study_with(&study, "240us");
	delays_resolve(&study.delays, 0, 181535, &delays);
	assert_int_equal(delays.ns[1], 240000);
	study_free(&study);
}

static void no_list_is_no_delays(void **state)
{
	struct study study;

	(void)state;
	study_init(&study);
	assert_int_equal(delays_count(&study.delays), 0);
	study_free(&study);
}

static void a_delay_is_called_by_its_length(void **state)
{
	char name[DELAY_NAME_SIZE];

	(void)state;
	assert_string_equal(delay_name(name, sizeof(name), 730), "delay-730ns");
}

static void mistakes_are_named(void **state)
{
	struct study study;
	struct error err = { 0 };

	(void)state;
	study_with(&study, "auto,1us");
	assert_true(study_check(&study, &err) < 0);
	assert_non_null(strstr(err.text, "auto stands alone"));
	study_free(&study);

	assert_true(delay_word_check("2ms", &err) < 0);
	assert_non_null(strstr(err.text, "too long"));

	study_init(&study);
	option_set(option_find("program", OPTION_FOR_RUN), "none", &study, NULL);
	assert_true(study_check(&study, &err) < 0);
	assert_non_null(strstr(err.text, "nothing to measure"));
	study_free(&study);

	study_with(&study, "1us");
	option_set(option_find("protocol", OPTION_FOR_RUN), "restart", &study, NULL);
	assert_true(study_check(&study, &err) < 0);
	assert_non_null(strstr(err.text, "protocol restart"));
	study_free(&study);
}

static const struct visit *delays_visit(const struct plan *plan, unsigned int block)
{
	const struct visit *found = NULL;

	for (size_t i = 0; i < plan->count; i++)
		if (plan->visits[i].block == block &&
		    plan->visits[i].windows[0].delay != DELAY_NONE) {
			assert_null(found);
			found = &plan->visits[i];
		}
	assert_non_null(found);
	return found;
}

static void each_block_has_every_delay_once_under_one_attachment(void **state)
{
	struct study study;
	struct treatment_list treatments;
	struct plan plan;
	unsigned int orders_that_differ = 0;

	(void)state;
	study_with(&study, "1us,2us,3us,4us");
	study.seed = 7;
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(treatments_make(&study, NULL, &treatments), 0);
	assert_int_equal(plan_make(&study, &treatments, "iperf3", 20, &plan), 0);
	for (unsigned int block = 0; block < 20; block++) {
		const struct visit *visit = delays_visit(&plan, block);
		unsigned int seen = 0, moved = 0;

		assert_int_equal(visit->window_count, 5);
		assert_string_equal(treatments.treatments[visit->treatment].mechanism, "fentry");
		for (unsigned int i = 0; i < 5; i++) {
			seen |= 1u << visit->windows[i].delay;
			moved +=
			    visit->windows[i].delay != delays_visit(&plan, 0)->windows[i].delay;
		}
		assert_int_equal(seen, 0x1f);
		orders_that_differ += moved > 0;
	}
	assert_true(orders_that_differ > 10);
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

static void delays_alone_need_no_programs(void **state)
{
	struct study study;
	struct treatment_list treatments;
	struct plan plan;

	(void)state;
	study_init_curve(&study);
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(treatments_make(&study, NULL, &treatments), 0);
	assert_int_equal(plan_make(&study, &treatments, "iperf3", 2, &plan), 0);
	assert_int_equal(plan.count, 2 * 3); /* two baselines and the delays */
	plan_free(&plan);
	treatments_free(&treatments);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_sorted_once_each_and_begin_at_nothing),
		cmocka_unit_test(auto_goes_from_well_below_an_operation_to_well_past_it),
		cmocka_unit_test(auto_fits_into_what_can_be_had),
		cmocka_unit_test(a_named_delay_is_taken_as_it_is),
		cmocka_unit_test(no_list_is_no_delays),
		cmocka_unit_test(a_delay_is_called_by_its_length),
		cmocka_unit_test(mistakes_are_named),
		cmocka_unit_test(each_block_has_every_delay_once_under_one_attachment),
		cmocka_unit_test(delays_alone_need_no_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
