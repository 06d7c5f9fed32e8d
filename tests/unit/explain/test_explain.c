// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "explain/explain.h"
#include "protocol/counters.h"
#include "protocol/names.h"
#include "protocol/workloads.h"
#include "study/words.h"

/* The parts by their names, "fentry map stat". */
static const char *parts_of(const char *word)
{
	static char text[256];
	struct explain_parts parts;
	struct error err = { 0 };

	if (explain_find(word, &parts, &err) < 0)
		return err.text[0] ? "refused" : "refused without a word";
	text[0] = '\0';
	for (size_t i = 0; i < parts.count; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i ? " " : "",
			 parts.part[i]->name);
	return text;
}

static const struct explanation *find(enum explanation_kind kind, const char *name)
{
	for (size_t i = 0; i < explanations_count; i++)
		if (explanations[i].kind == kind && !strcmp(explanations[i].name, name))
			return &explanations[i];
	return NULL;
}

static void test_all_are_there(void **state)
{
	static const char *const statuses[] = { "measured", "unsupported", "no-workload",
						"not-fired", "failed" };

	(void)state;
	for (size_t i = 0; i < mechanism_names_count; i++)
		assert_non_null(find(EXPLAIN_MECHANISM, mechanism_names[i].name));
	for (size_t i = 0; i < program_names_count; i++)
		assert_non_null(find(EXPLAIN_PROGRAM, program_names[i].name));
	for (size_t i = 0; i < workload_infos_count; i++)
		assert_non_null(find(EXPLAIN_WORKLOAD, workload_infos[i].name));
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		assert_non_null(find(EXPLAIN_STATUS, statuses[i]));
}

static void test_names_mean_one_thing(void **state)
{
	(void)state;
	for (size_t i = 0; i < explanations_count; i++) {
		assert_string_equal(parts_of(explanations[i].name), explanations[i].name);
		if (explanations[i].also)
			assert_string_equal(parts_of(explanations[i].also), explanations[i].name);
	}
}

static void test_paragraphs_are_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < explanations_count; i++) {
		const char *text = explanations[i].paragraph;

		assert_int_equal(text[strlen(text) - 1], '.');
		for (; *text; text++)
			assert_true(isprint((unsigned char)*text) && strncmp(text, "  ", 2) != 0);
		assert_true(!i || explanations[i].kind >= explanations[i - 1].kind);
	}
}

static bool has_word(const char *text, const char *word)
{
	for (const char *at = text; (at = strcasestr(at, word)); at++)
		if ((at == text || !isalpha((unsigned char)at[-1])) &&
		    !isalpha((unsigned char)at[strlen(word)]))
			return true;
	return false;
}

/*
 * What holds of every workload does not call what passes by the word that one of them has.  The
 * word is spelled, as another workload's may be one that everybody needs ("turn").
 */
static void test_no_word_of_one_workload(void **state)
{
	(void)state;
	for (size_t i = 0; i < explanations_count; i++)
		if (explanations[i].kind >= EXPLAIN_STATUS) {
			assert_false(has_word(explanations[i].paragraph, "datagram"));
			assert_false(has_word(explanations[i].paragraph, "datagrams"));
		}
	assert_null(strstr(counter_names[COUNTER_operations].meaning, "datagram"));
}

/* No program's name may make a mechanism's of another: each pair is taken apart as it was made. */
static void test_every_configuration(void **state)
{
	char word[128], expected[128];

	(void)state;
	for (size_t m = 0; m < mechanism_names_count; m++)
		for (size_t p = 0; p < program_names_count; p++) {
			const char *mechanism = mechanism_names[m].name;
			const char *program = program_names[p].name;
			const char *value = !strcmp(program, "delay-") ? "9ns" : "9";

			if (program[strlen(program) - 1] != '-')
				value = "";
			snprintf(word, sizeof(word), "%s-%s%s", mechanism, program, value);
			snprintf(expected, sizeof(expected), "%s %s", mechanism, program);
			assert_string_equal(parts_of(word), expected);
		}
}

static void test_parts(void **state)
{
	(void)state;
	assert_string_equal(parts_of("fentry-map-stat"), "fentry map stat");
	assert_string_equal(parts_of("kprobe-fprobe-null@2programs"),
			    "kprobe-fprobe null @programs");
	assert_string_equal(parts_of("fentry-null@100functions"), "fentry null @functions");
	assert_string_equal(parts_of("kprobe-fprobe-null@vfs_*"), "kprobe-fprobe null @functions");
	assert_string_equal(parts_of("fentry-map@4threads-stat"), "fentry map @threads stat");
	assert_string_equal(parts_of("delay-343ns"), "delay-");
	assert_string_equal(parts_of("A/A"), "baseline-aa");
	assert_string_equal(parts_of("mde80"), "MDE80");
	assert_string_equal(parts_of("baseline-stat"), "baseline-stat");
}

static void assert_refused(const char *word, const char *sentence)
{
	struct explain_parts parts;
	struct error err = { 0 };

	assert_int_equal(explain_find(word, &parts, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, sentence);
}

static void test_refused(void **state)
{
	char longest[400];

	(void)state;
	assert_refused("fentri", "nothing is known about 'fentri'; did you mean 'fentry'?");
	assert_refused("satturated",
		       "nothing is known about 'satturated'; did you mean 'saturated'?");
	assert_refused("xyzzy", "nothing is known about 'xyzzy'; `bpftax explain` lists what is");
	assert_refused("", "nothing is known about ''; `bpftax explain` lists what is");
	assert_string_equal(parts_of("fentry-delay-5"), "refused");
	assert_string_equal(parts_of("fentry-map@0threads"), "refused");
	assert_string_equal(parts_of("map-stat"), "refused");
	assert_string_equal(parts_of("-stat"), "refused");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_string_equal(parts_of(longest), "refused");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_are_there),
		cmocka_unit_test(test_names_mean_one_thing),
		cmocka_unit_test(test_paragraphs_are_sentences),
		cmocka_unit_test(test_no_word_of_one_workload),
		cmocka_unit_test(test_every_configuration),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
