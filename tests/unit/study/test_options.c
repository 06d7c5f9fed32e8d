// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/workloads.h"
#include "study/timing.h"
#include "study/options.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"

static int set(struct study *study, const char *name, const char *text, struct error *err)
{
	return option_set(option_find(name, OPTION_FOR_RUN), text, study, err);
}

static void assert_refused(const char *name, const char *text, const char *sentence)
{
	struct study study;
	struct error err = { 0 };
	CLEANUP_FREE char *before = NULL;
	CLEANUP_FREE char *after = NULL;

	study_init(&study);
	before = options_to_ini(&study);
	assert_int_equal(set(&study, name, text, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, sentence);
	after = options_to_ini(&study);
	assert_string_equal(before, after);
	study_free(&study);
}

/* A name stands once for each command, a letter once, and every row says what it is. */
static void the_table_is_consistent(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *a = &options_table[i];

		assert_true(a->commands != 0);
		assert_true(strlen(a->help) > 0);
		assert_int_equal(!a->argument, a->kind == OPTION_FLAG);
		assert_true(a->kind != OPTION_WORD || a->words);
		for (size_t j = 0; j < i; j++) {
			const struct option_row *b = &options_table[j];

			if (!(a->commands & b->commands))
				continue;
			assert_string_not_equal(a->name, b->name);
			assert_true(!a->letter || a->letter != b->letter);
		}
	}
}

static void defaults_are_what_the_table_says(void **state)
{
	struct study study;

	(void)state;
	study_init(&study);
	for (size_t i = 0; i < options_table_count; i++) {
		CLEANUP_FREE char *text = NULL;

		if (options_table[i].commands == OPTION_FOR_MICRO ||
		    options_table[i].commands == OPTION_FOR_CURVE ||
		    options_table[i].commands == OPTION_FOR_ANATOMY ||
		    options_table[i].of != OPTION_OF_STUDY)
			continue; /* they have defaults of their own */
		assert_int_equal(option_get(&options_table[i], &study, &text), 0);
		if (options_table[i].default_text)
			assert_string_equal(text, options_table[i].default_text);
		else
			assert_null(text);
	}
	study_free(&study);
}

/* An anatomy is counted and recorded, once; what it does not say itself is as micro has it. */
static void defaults_of_anatomy_are_its_own(void **state)
{
	struct study study;

	(void)state;
	study_init_anatomy(&study);
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		CLEANUP_FREE char *text = NULL;

		if (row->commands != OPTION_FOR_ANATOMY || !row->default_text ||
		    row->of != OPTION_OF_STUDY)
			continue;
		assert_int_equal(option_get(row, &study, &text), 0);
		assert_string_equal(text, row->default_text);
	}
	assert_true(study.exact && study.anatomy && study.micro);
	assert_int_equal(study.reloads, 1);
	study_free(&study);
}

static void defaults_of_micro_are_its_own(void **state)
{
	struct study study;

	(void)state;
	study_init_micro(&study);
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		CLEANUP_FREE char *text = NULL;

		if (!(row->commands & OPTION_FOR_MICRO) || !row->default_text ||
		    row->of != OPTION_OF_STUDY)
			continue;
		assert_int_equal(option_get(row, &study, &text), 0);
		assert_string_equal(text, row->default_text);
	}
	assert_true(study.micro);
	assert_int_equal(study.cpus, 1);
	assert_string_equal(study.programs.words[0], "null");
	assert_string_equal(study.workloads.words[0], "micro");
	study_free(&study);
}

/* A command that reads has its own defaults, and study files cannot set what it takes. */
static void what_is_read_and_shown_is_no_part_of_a_study(void **state)
{
	static const unsigned int commands[] = { OPTION_FOR_REPORT, OPTION_FOR_COMPARE,
						 OPTION_FOR_HISTORY, OPTION_FOR_EXPORT,
						 OPTION_FOR_ATLAS };

	(void)state;
	for (size_t c = 0; c < ARRAY_SIZE(commands); c++) {
		struct reading reading;

		reading_init(&reading, commands[c]);
		for (size_t i = 0; i < options_table_count; i++) {
			const struct option_row *row = &options_table[i];
			CLEANUP_FREE char *text = NULL;

			if (!(row->commands & commands[c]))
				continue;
			assert_int_equal(row->of, OPTION_OF_READING);
			assert_false(row->study_key);
			assert_int_equal(option_get(row, &reading, &text), 0);
			if (row->default_text)
				assert_string_equal(text, row->default_text);
			else
				assert_null(text);
		}
		reading_free(&reading);
	}
}

static void the_same_name_means_another_thing_to_report(void **state)
{
	struct study study;
	struct reading reading;

	(void)state;
	study_init(&study);
	reading_init(&reading, OPTION_FOR_REPORT);
	assert_ptr_not_equal(option_find("samples", OPTION_FOR_RUN),
			     option_find("samples", OPTION_FOR_REPORT));
	assert_int_equal(
	    option_set(option_find("samples", OPTION_FOR_REPORT), "yes", &reading, NULL), 0);
	assert_true(reading.samples_raw);
	assert_int_equal(study.samples, 10);
	assert_null(option_find("samples", OPTION_FOR_LIST));
	reading_free(&reading);
	study_free(&study);
}

static void values_reach_their_fields(void **state)
{
	struct study study;

	(void)state;
	study_init(&study);
	assert_int_equal(set(&study, "mechanism", "fentry, kprobe-int3", NULL), 0);
	assert_int_equal(study.mechanisms.count, 2);
	assert_string_equal(study.mechanisms.words[1], "kprobe-int3");
	assert_int_equal(set(&study, "program", "null,delay-343ns", NULL), 0);
	assert_string_equal(study.programs.words[1], "delay-343ns");
	assert_int_equal(set(&study, "accel", "tcg", NULL), 0);
	assert_int_equal(study.accel, ACCELERATOR_TCG);
	assert_int_equal(set(&study, "stats", "on", NULL), 0);
	assert_int_equal(study.statistics, STATISTICS_ON);
	assert_int_equal(set(&study, "stats-by", "sysctl", NULL), 0);
	assert_int_equal(study.statistics_by, STATISTICS_BY_SYSCTL);
	assert_int_equal(set(&study, "protocol", "restart", NULL), 0);
	assert_int_equal(study.protocol, PROTOCOL_RESTART);
	assert_int_equal(set(&study, "client", "host", NULL), 0);
	assert_int_equal(study.settings.client, CLIENT_HOST);
	assert_int_equal(set(&study, "server-family", "any", NULL), 0);
	assert_int_equal(study.settings.server_family, SERVER_ANY);
	assert_int_equal(set(&study, "precision", "0.75", NULL), 0);
	assert_true(study.precision_percent == .75);
	assert_int_equal(set(&study, "equivalence", "2%", NULL), 0);
	assert_true(study.equivalence_percent == 2);
	assert_int_equal(set(&study, "memory", "1G", NULL), 0);
	assert_int_equal(study.memory_mib, 1024);
	assert_int_equal(set(&study, "window", "250ms", NULL), 0);
	assert_int_equal(study.window_ns, 250000000);
	assert_int_equal(set(&study, "quiet", "yes", NULL), 0);
	assert_true(study.quiet);
	assert_false(study.seed_given);
	assert_int_equal(set(&study, "seed", "9223372036854775807", NULL), 0);
	assert_true(study.seed_given);
	assert_true(study.seed == INT64_MAX);
	study_free(&study);
}

/* Where nothing is near, all that the list has. */
static void assert_unknown_workload(void)
{
	CLEANUP_FREE char *names = NULL, *sentence = NULL;
	const char *known[64];

	for (size_t i = 0; i < workload_infos_count; i++)
		known[i] = workload_infos[i].name;
	names = text_join(known, workload_infos_count, ", ");
	assert_true(asprintf(&sentence, "unknown workload 'xyzzy'; known are: %s", names) > 0);
	assert_refused("workload", "xyzzy", sentence);
}

static void refused_values_name_what_would_do(void **state)
{
	(void)state;
	assert_refused("mechanism", "fentri", "unknown mechanism 'fentri'; did you mean 'fentry'?");
	assert_refused("mechanism", "fentry,,fexit",
		       "an empty word in the list; one comma too many?");
	assert_refused("mechanism", "fentry,fentry", "'fentry' is named twice");
	assert_refused("mechanism", "all,fentry", "'all' has to stand alone");
	assert_refused("mechanism", "", "needs a value");
	assert_refused("program", "mpa", "unknown program 'mpa'; did you mean 'map'?");
	assert_refused("program", "delay-5",
		       "program 'delay-5' needs a number behind 'delay-', as in 'delay-343ns'");
	assert_unknown_workload();
	assert_refused("target", "vn", "unknown target 'vn'; did you mean 'vm'?");
	assert_refused("accel", "kvn", "unknown accel 'kvn'; did you mean 'kvm'?");
	assert_refused("cpus", "-1", "'-1' is no whole number from 0 to 256");
	assert_refused("cpus", "257", "'257' is no whole number from 0 to 256");
	assert_refused("samples", "0", "'0' is no whole number from 1 to 100000");
	assert_refused("blocks", "10001", "'10001' is no whole number from 0 to 10000");
	assert_refused("memory", "64M", "'64M' is not between 128M and 1048576M");
	assert_refused("seed", "9223372036854775808",
		       "'9223372036854775808' is no whole number from 0 to 9223372036854775807");
	assert_refused("function", "udp recvmsg",
		       "'udp recvmsg' is no name of a kernel function, such as udp_recvmsg");
	assert_refused("tracepoint", "sock_recv_length",
		       "'sock_recv_length' is no tracepoint; write CATEGORY:NAME, such as "
		       "sock:sock_recv_length");
	assert_refused("precision", "100",
		       "'100' is no percentage; write a number from 0 to below 100, such as 0.5");
	assert_refused("equivalence", "-1",
		       "'-1' is no percentage; write a number from 0 to below 100, such as 0.5");
	assert_refused("equivalence", "1 percent",
		       "'1 percent' is no percentage; write a number from 0 to below 100, such as "
		       "0.5");
	assert_refused("quiet", "perhaps", "'perhaps' is neither yes nor no");
	assert_refused("kernel", "", "needs a value");
	assert_refused("label", "two\nlines", "must not hold control characters");
	assert_refused("label", "\033[31m", "must not hold control characters");
}

static void bad_tracepoints_and_bit_rates(void **state)
{
	static const char *const tracepoints[] = { ":a", "a:", "a:b:c", "a b:c", "1:2", "" };
	struct study study;

	(void)state;
	study_init(&study);
	for (size_t i = 0; i < ARRAY_SIZE(tracepoints); i++)
		assert_int_equal(set(&study, "tracepoint", tracepoints[i], NULL), -EINVAL);
	assert_int_equal(set(&study, "bitrate", "1Gbit", NULL), -EINVAL);
	assert_int_equal(set(&study, "bitrate", "100M", NULL), 0);
	assert_string_equal(study.settings.bitrate, "100M");
	study_free(&study);
}

static void the_nearest_option(void **state)
{
	(void)state;
	assert_string_equal(option_nearest("mechanisim", OPTION_FOR_RUN), "mechanism");
	assert_string_equal(option_nearest("lable", OPTION_FOR_RUN), "label");
	assert_null(option_nearest("mechanisim", OPTION_FOR_REPORT));
	assert_null(option_nearest("xyzzy", OPTION_FOR_RUN));
}

/* Each word says what it means, and enums have as many as their words. */
static void every_word_is_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		char *text;

		assert_true(row->kind != OPTION_WORD || row->words);
		if (!row->words)
			continue;
		assert_in_range(option_words_count(row->words), 2, OPTION_WORDS_MAX);
		for (const struct option_word *word = row->words; word->name; word++)
			assert_true(word->help && *word->help &&
				    word->help[strlen(word->help) - 1] != '.');
		text = option_words_text(row->words);
		assert_non_null(text);
		assert_true(!row->default_text || strstr(text, row->default_text));
		free(text);
	}
	assert_int_equal(option_words_count(option_words_stats), STATISTICS_BOTH + 1);
	assert_int_equal(option_words_count(option_words_accel), ACCELERATOR_TCG + 1);
	assert_int_equal(option_words_count(option_find("server-family", OPTION_FOR_RUN)->words),
			 SERVER_BOTH + 1);
	assert_string_equal(option_words_timing[TIMING_TIMED].name, "timed");
	assert_string_equal(option_words_protocol[PROTOCOL_RESTART].name, "restart");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_consistent),
		cmocka_unit_test(defaults_are_what_the_table_says),
		cmocka_unit_test(defaults_of_anatomy_are_its_own),
		cmocka_unit_test(defaults_of_micro_are_its_own),
		cmocka_unit_test(what_is_read_and_shown_is_no_part_of_a_study),
		cmocka_unit_test(the_same_name_means_another_thing_to_report),
		cmocka_unit_test(values_reach_their_fields),
		cmocka_unit_test(refused_values_name_what_would_do),
		cmocka_unit_test(bad_tracepoints_and_bit_rates),
		cmocka_unit_test(the_nearest_option),
		cmocka_unit_test(every_word_is_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
