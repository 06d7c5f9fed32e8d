// SPDX-License-Identifier: GPL-2.0-or-later
/* What is done apart changes nothing here, and its answer comes whole, or not at all. */
#include "agent/apart.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static json_t *change_and_tell(void *context)
{
	json_t *array = json_array();

	*(int *)context = 2;
	for (int i = 0; i < 100000; i++)
		json_array_append_new(array, json_integer(i));
	return json_pack("{s:i s:o}", "pid", (int)getpid(), "numbers", array);
}

static void another_process_answers(void **state)
{
	int changed = 1;
	json_t *reply = apart_run(change_and_tell, &changed);

	(void)state;
	assert_non_null(reply);
	assert_int_equal(changed, 1);
	assert_int_not_equal(json_integer_value(json_object_get(reply, "pid")), getpid());
	assert_int_equal(json_array_size(json_object_get(reply, "numbers")), 100000);
	json_decref(reply);
}

static json_t *end_early(void *context)
{
	(void)context;
	_exit(3);
}

static json_t *say_nothing(void *context)
{
	(void)context;
	return NULL;
}

static void one_that_ends_has_no_answer(void **state)
{
	(void)state;
	assert_null(apart_run(end_early, NULL));
	assert_null(apart_run(say_nothing, NULL));
}

/* It is told apart from a process that ended. */
static void where_there_is_no_process(void **state)
{
	struct rlimit before, none;
	json_t *reply;
	int end = 0;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = (struct rlimit){ 0, before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	reply = apart_run_limited(say_nothing, NULL, 0, &end);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_null(reply);
	assert_int_equal(end, APART_NOT_BEGUN);
	assert_null(apart_run_limited(say_nothing, NULL, 0, &end));
	assert_int_not_equal(end, APART_NOT_BEGUN);
}

static json_t *crash(void *context)
{
	(void)context;
	raise(SIGSEGV);
	return NULL;
}

static json_t *turn(void *context)
{
	for (volatile int *turns = context; *turns >= 0; *turns = !*turns)
		;
	return NULL;
}

static void how_it_ended_is_told(void **state)
{
	char text[32];
	int end, turns = 0;

	(void)state;
	assert_null(apart_run_limited(crash, NULL, 0, &end));
	apart_end_say(end, text, sizeof(text));
	assert_string_equal(text, "SIGSEGV");
	assert_null(apart_run_limited(end_early, NULL, 0, &end));
	apart_end_say(end, text, sizeof(text));
	assert_string_equal(text, "status 3");
	assert_null(apart_run_limited(turn, &turns, 1, &end));
	apart_end_say(end, text, sizeof(text));
	assert_string_equal(text, "SIGXCPU");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_process_answers),
		cmocka_unit_test(one_that_ends_has_no_answer),
		cmocka_unit_test(where_there_is_no_process),
		cmocka_unit_test(how_it_ended_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
