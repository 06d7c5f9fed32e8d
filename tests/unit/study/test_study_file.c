// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/options.h"
#include "study/random.h"
#include "study/study_fields.h"

static int parse(const char *text, struct study *study, struct error *err)
{
	study_init(study);
	return options_parse_ini(text, strlen(text), "x.ini", study, err);
}

static void assert_refused(const char *text, const char *sentence)
{
	struct study study;
	struct error err = { 0 };

	assert_int_equal(parse(text, &study, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, sentence);
	study_free(&study);
}

static void keys_comments_and_blanks(void **state)
{
	struct study study;

	(void)state;
	assert_int_equal(parse("# a comment\n"
			       "\n"
			       "[study]\n"
			       "  mechanism = fentry,  fexit\n"
			       "window=250ms ; each\n"
			       "label: a b\r\n"
			       "; another\n"
			       "seed = 12",
			       &study, NULL),
			 0);
	assert_int_equal(study.mechanisms.count, 2);
	assert_string_equal(study.mechanisms.words[1], "fexit");
	assert_int_equal(study.window_ns, 250000000);
	assert_string_equal(study.label, "a b");
	assert_int_equal(study.seed, 12);
	assert_int_equal(study.cpus, 0);
	study_free(&study);
}

static void an_empty_file_is_the_defaults(void **state)
{
	struct study study;

	(void)state;
	assert_int_equal(parse("", &study, NULL), 0);
	assert_int_equal(study.mechanisms.count, 5);
	study_free(&study);
}

static void errors_name_file_line_and_nearest(void **state)
{
	(void)state;
	assert_refused("\n# x\n\nmechanisim = fentry\n",
		       "x.ini:4: unknown key 'mechanisim'; did you mean 'mechanism'?");
	assert_refused("cpus = 1\nxyzzy = 1\n",
		       "x.ini:2: unknown key 'xyzzy'; `bpftax run --help` lists them");
	assert_refused("mechanism = fentri\n",
		       "x.ini:1: mechanism: unknown mechanism 'fentri'; did you mean 'fentry'?");
	assert_refused("[sutdy]\ncpus = 1\n",
		       "x.ini:2: unknown section [sutdy]; keys stand in [study] or in none");
	assert_refused("cpus = 1\n\n\ncpus = 2\n", "x.ini:4: 'cpus' is already set in line 1");
	assert_refused("cpus = 1\nnonsense\ncpus = 2\n",
		       "x.ini:2: neither 'key = value' nor a comment");
	assert_refused("cpus =\n", "x.ini:1: cpus: '' is no whole number from 0 to 256");
	assert_refused("[study\ncpus = 1\n", "x.ini:1: neither 'key = value' nor a comment");
}

/* A continued value would otherwise come as the same key again. */
static void an_indented_line_is_no_continuation(void **state)
{
	(void)state;
	assert_refused("mechanism = fentry,\n  fexit\n",
		       "x.ini:1: mechanism: an empty word in the list; one comma too many?");
	assert_refused("mechanism = fentry\n  fexit\n",
		       "x.ini:2: neither 'key = value' nor a comment");
}

static void long_lines_and_bytes_that_are_no_text(void **state)
{
	char text[512];
	struct study study;
	struct error err = { 0 };

	(void)state;
	strcpy(text, "cpus = 1\nlabel = ");
	memset(text + strlen(text), 'x', 300);
	text[400 - 1] = '\0';
	text[sizeof("cpus = 1\nlabel = ") - 1 + 300] = '\0';
	assert_refused(text, "x.ini:2: the line is longer than 198 characters");
	study_init(&study);
	assert_int_equal(options_parse_ini("cpus\0= 1", 8, "x.ini", &study, &err), -EINVAL);
	assert_string_equal(err.text, "x.ini is no study file: it is not text");
	study_free(&study);
}

/* report's flag is no key: the row of `run` is meant. */
static void samples_is_the_number(void **state)
{
	struct study study;

	(void)state;
	assert_int_equal(parse("samples = 3\n", &study, NULL), 0);
	assert_int_equal(study.samples, 3);
	study_free(&study);
}

static void a_printed_study_is_read_back(void **state)
{
	struct study study, again;
	CLEANUP_FREE char *first = NULL;
	CLEANUP_FREE char *second = NULL;

	(void)state;
	assert_int_equal(parse("mechanism = fexit\nwindow = 1.5s\nstats = off\nseed = 5\n"
			       "label = a note\nmemory = 1G\nquiet = yes\nserver-family = any\n",
			       &study, NULL),
			 0);
	first = options_to_ini(&study);
	assert_int_equal(parse(first, &again, NULL), 0);
	second = options_to_ini(&again);
	assert_string_equal(first, second);
	assert_non_null(strstr(first, "window = 1500ms\n"));
	assert_non_null(strstr(first, "memory = 1024M\n"));
	study_free(&study);
	study_free(&again);
}

static void mutate(struct random *random, char *text, size_t length)
{
	static const char bytes[] = "\n\r\t =:;#[],\"\\\xff\x01-0a";

	for (unsigned int i = 0; i < 1 + random_below(random, 8); i++)
		text[random_below(random, length)] = bytes[random_below(random, sizeof(bytes) - 1)];
}

/* Whatever the bytes: it is read or refused with the file's name, and nothing leaks or breaks. */
static void damaged_files_are_read_or_refused(void **state)
{
	struct random random;
	struct study study;

	(void)state;
	random_seed(&random, 1);
	for (int i = 0; i < 3000; i++) {
		char text[] = "# comment\n[study]\nmechanism = fentry,fexit\nwindow = 250ms\n"
			      "program = null,delay-343ns\ntracepoint = sock:sock_recv_length\n"
			      "bitrate = 1G\nseed = 12\nquiet = yes\nlabel = a ; note\n";
		struct error err = { 0 };

		mutate(&random, text, sizeof(text) - 1);
		if (parse(text, &study, &err) < 0) {
			assert_int_equal(err.kind, ERROR_USAGE);
			assert_int_equal(strncmp(err.text, "x.ini:", 6), 0);
		}
		study_free(&study);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_comments_and_blanks),
		cmocka_unit_test(an_empty_file_is_the_defaults),
		cmocka_unit_test(errors_name_file_line_and_nearest),
		cmocka_unit_test(an_indented_line_is_no_continuation),
		cmocka_unit_test(long_lines_and_bytes_that_are_no_text),
		cmocka_unit_test(samples_is_the_number),
		cmocka_unit_test(a_printed_study_is_read_back),
		cmocka_unit_test(damaged_files_are_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
