// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "study/configuration.h"
#include "study/options.h"
#include "study/study_fields.h"
#include "study/study_check.h"
#include "common/cleanup.h"

static void set(struct study *study, const char *name, const char *text)
{
	assert_int_equal(option_set(option_find(name, OPTION_FOR_RUN), text, study, NULL), 0);
}

static const struct treatment *find(const struct treatment_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->treatments[i].name, name))
			return &list->treatments[i];
	fail_msg("no %s", name);
	return NULL;
}

/* The sham, then mechanism by program as listed, then the delays; each at its id. */
static void they_come_in_the_order_of_the_study(void **state)
{
	static const char *const names[] = { "baseline",   "fexit-map",	  "fexit-null",
					     "fentry-map", "fentry-null", "delay" };
	struct treatment_list list;
	struct study study;

	(void)state;
	study_init(&study);
	set(&study, "mechanism", "fexit,fentry");
	set(&study, "program", "map,null");
	set(&study, "delays", "1us");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(treatments_make(&study, NULL, &list), 0);
	assert_int_equal(list.count, ARRAY_SIZE(names));
	for (unsigned int i = 0; i < list.count; i++) {
		assert_string_equal(list.treatments[i].name, names[i]);
		assert_int_equal(list.treatments[i].id, i);
	}
	assert_int_equal(list.treatments[0].kind, TREATMENT_SHAM);
	assert_int_equal(list.treatments[5].kind, TREATMENT_DELAY);
	assert_string_equal(list.treatments[5].mechanism, "fentry");
	assert_int_equal(treatments_measured(&list), 4);
	treatments_free(&list);
	study_free(&study);
}

static double events(const char *function, const char *tracepoint, const char *family,
		     const char *name)
{
	struct treatment_list list;
	struct study study;
	double found;

	study_init(&study);
	set(&study, "mechanism", "fentry,kprobe-session,tracepoint,tp-btf");
	set(&study, "function", function);
	set(&study, "tracepoint", tracepoint);
	set(&study, "server-family", family);
	assert_int_equal(treatments_make(&study, NULL, &list), 0);
	found = find(&list, name)->hook_events;
	treatments_free(&list);
	study_free(&study);
	return found;
}

static void each_datagram_comes_by_the_default_hooks(void **state)
{
	(void)state;
	assert_true(events(STUDY_FUNCTION, STUDY_TRACEPOINT, "inet", "fentry-null") == 1);
	assert_true(events(STUDY_FUNCTION, STUDY_TRACEPOINT, "inet", "kprobe-session-map") == 1);
	assert_true(events("sock_recvmsg", STUDY_TRACEPOINT, "inet", "tracepoint-null") == 1);
	/* None at all is the expectation of nobody: that is for not-fired to say. */
	assert_true(events(STUDY_FUNCTION, STUDY_TRACEPOINT, "any", "fentry-null") == 1);
}

/* Two receivers, one of which has its datagrams by another function. */
static void of_two_families_half_come_by_the_function(void **state)
{
	(void)state;
	assert_true(events(STUDY_FUNCTION, STUDY_TRACEPOINT, "both", "fentry-null") == .5);
	assert_true(events(STUDY_FUNCTION, STUDY_TRACEPOINT, "both", "tracepoint-null") == 1);
}

static void of_another_hook_nobody_knows(void **state)
{
	(void)state;
	assert_true(isnan(events("skb_release_data", STUDY_TRACEPOINT, "inet", "fentry-null")));
	assert_true(isnan(events(STUDY_FUNCTION, "skb:consume_skb", "inet", "tp-btf-null")));
}

/* What scale a program has stands in the treatment, not in its name. */
static void a_variant_is_taken_apart_once(void **state)
{
	struct treatment_list list;
	struct study study;

	(void)state;
	study_init_micro(&study);
	option_set(option_find("threads", OPTION_FOR_MICRO), "4", &study, NULL);
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(treatments_make(&study, NULL, &list), 0);
	assert_int_equal(find(&list, "fentry-null@4threads")->variant.threads, 4);
	assert_string_equal(find(&list, "fentry-null@4threads")->variant.program, "null");
	assert_int_equal(find(&list, "fentry-null")->variant.threads, 1);
	treatments_free(&list);
	study_free(&study);
}

static void assert_configurations(struct study *study, const char *const *names, size_t count)
{
	struct treatment_list treatments;
	struct configuration_list list;
	struct delays delays;

	assert_int_equal(study_check(study, NULL), 0);
	delays_resolve(&study->delays, NAN, NAN, &delays);
	assert_int_equal(treatments_make(study, NULL, &treatments), 0);
	assert_int_equal(configurations_make(study, &treatments, &delays, &list), 0);
	assert_int_equal(list.count, count);
	for (size_t i = 0; i < count; i++) {
		const struct configuration *one = &list.configurations[i];

		assert_string_equal(one->name, names[i]);
		assert_int_equal(configuration_find(&list, one->treatment, one->setting), i);
	}
	assert_int_equal(
	    configuration_find(&list, 99, (struct window_setting){ false, DELAY_NONE }), -1);
	configurations_free(&list);
	treatments_free(&treatments);
	study_free(study);
}

static void words_of_a_configuration(void **state)
{
	struct configuration_words words;

	(void)state;
	assert_true(configuration_words_parse("kprobe-fprobe-map@4threads-stat", &words));
	assert_string_equal(words.mechanism, "kprobe-fprobe");
	assert_string_equal(words.program, "map@4threads");
	assert_true(words.statistics);
	assert_true(configuration_words_parse("delay-730ns", &words));
	assert_null(words.mechanism);
	assert_string_equal(words.program, "delay-730ns");
	assert_false(configuration_words_parse("map-stat", &words));
	assert_false(configuration_words_parse("fentry-", &words));
	assert_false(configuration_words_parse("fentry-nothing", &words));
}

static void a_configuration_is_a_treatment_in_a_setting(void **state)
{
	static const char *const both[] = { "baseline",		 "baseline-stat",
					    "kprobe-fprobe-map", "kprobe-fprobe-map-stat",
					    "delay-0ns",	 "delay-730ns" };
	struct study study;

	(void)state;
	study_init(&study);
	set(&study, "mechanism", "kprobe-fprobe");
	set(&study, "program", "map");
	set(&study, "delays", "730ns");
	assert_configurations(&study, both, ARRAY_SIZE(both));
}

static void the_originals_baseline_has_no_statistics(void **state)
{
	static const char *const names[] = { "baseline", "fentry-null", "fentry-null-stat" };
	struct study study;

	(void)state;
	study_init(&study);
	set(&study, "protocol", "restart");
	set(&study, "mechanism", "fentry");
	set(&study, "program", "null");
	assert_configurations(&study, names, ARRAY_SIZE(names));
}

static void micro_has_no_baseline(void **state)
{
	static const char *const names[] = { "fexit-null" };
	struct study study;

	(void)state;
	study_init_micro(&study);
	set(&study, "mechanism", "fexit");
	assert_configurations(&study, names, ARRAY_SIZE(names));
}

static void a_name_that_is_too_long_is_cut(void **state)
{
	struct treatment treatment = { .kind = TREATMENT_BUILTIN, .name = (char *)"fentry-map" };
	char small[8];

	(void)state;
	assert_string_equal(configuration_name(small, sizeof(small), &treatment, true, NAN),
			    "fentry-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_come_in_the_order_of_the_study),
		cmocka_unit_test(each_datagram_comes_by_the_default_hooks),
		cmocka_unit_test(of_two_families_half_come_by_the_function),
		cmocka_unit_test(of_another_hook_nobody_knows),
		cmocka_unit_test(a_variant_is_taken_apart_once),
		cmocka_unit_test(a_configuration_is_a_treatment_in_a_setting),
		cmocka_unit_test(words_of_a_configuration),
		cmocka_unit_test(the_originals_baseline_has_no_statistics),
		cmocka_unit_test(micro_has_no_baseline),
		cmocka_unit_test(a_name_that_is_too_long_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
