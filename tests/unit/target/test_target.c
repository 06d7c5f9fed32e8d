// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/machine_claim.h"
#include "target/target.h"
#include "protocol/version.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define HELLO PROTOCOL_HELLO_LINE

static int fake_start(const struct target_exchange *exchanges, size_t count,
		      struct target **ret_target, struct error *err)
{
	static struct target_config config;

	config = (struct target_config){ .kind = "fake",
					 .exchanges = exchanges,
					 .exchanges_count = count };
	return target_start(&config, ret_target, err);
}

static int ask(struct target *target, const char *word, json_t **ret_answer, struct error *err)
{
	json_t *request = json_pack("{s:s}", "request", word);
	int r = target_send(target, request, err);

	json_decref(request);
	return r ? r : target_receive(target, deadline_after_ms(5000), ret_answer, err);
}

static void a_conversation_with_a_fake(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO }, { "\"one\"", "{\"n\":1}" }, { NULL, "{\"n\":2}" }, { "two", NULL }
	};
	struct target *target = NULL;
	struct error err = { 0 };
	json_t *answer = NULL;

	(void)state;
	assert_int_equal(fake_start(script, 4, &target, &err), 0);
	assert_string_equal(json_string_value(json_object_get(target->hello, "hello")),
			    "bpftax-agent");
	assert_int_equal(ask(target, "one", &answer, &err), 0);
	assert_int_equal(json_integer_value(json_object_get(answer, "n")), 1);
	json_decref(answer);
	assert_int_equal(target_receive(target, 0, &answer, &err), 0);
	json_decref(answer);
	assert_int_equal(ask(target, "three", &answer, &err), -EPROTO);
	assert_non_null(strstr(err.text, "three"));
	assert_int_equal(target_receive(target, 0, &answer, &err), -ETIMEDOUT);
	assert_int_equal(ask(target, "two", &answer, &err), -EPIPE);
	assert_int_equal(target_vcpu_times(target, &(struct vcpu_times){ 0 }), -ENOTSUP);
	target_stop(target);
	target_stop(NULL);
}

static void expect_refused(const char *hello, const char *word)
{
	const struct target_exchange script[] = { { NULL, hello } };
	struct target *target = NULL;
	struct error err = { 0 };

	assert_int_equal(fake_start(script, 1, &target, &err), -EPROTO);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	if (!strstr(err.text, word))
		fail_msg("'%s' is not in: %s", word, err.text);
	assert_null(target);
}

static void agents_that_are_refused(void **state)
{
	(void)state;
	expect_refused(PROTOCOL_HELLO_OF(1), "version 1");
	expect_refused(PROTOCOL_HELLO_OF("1"), "no bpftax-agent");
	expect_refused("{\"hello\":\"else\",\"version\":1}", "no bpftax-agent");
	expect_refused("{}", "no bpftax-agent");
	expect_refused("Welcome to Debian", "not JSON");
}

static void a_kind_that_is_none(void **state)
{
	const struct target_config config = { .kind = "cloud" };
	struct target *target = NULL;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(target_start(&config, &target, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
}

static void a_local_agent(void **state)
{
	const struct target_config config = { .kind = "local", .agent_path = *state };
	struct target *target = NULL;
	struct error err = { 0 };
	json_t *answer = NULL;

	if (target_start(&config, &target, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(target->facts.timing, "native");
	assert_int_equal(ask(target, "echo", &answer, &err), 0);
	assert_string_equal(json_string_value(json_object_get(answer, "request")), "echo");
	json_decref(answer);
	assert_int_equal(ask(target, "leave", &answer, &err), -EPIPE);
	assert_non_null(strstr(err.text, "ended unexpectedly"));
	target_stop(target);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void a_local_agent_that_hangs(void **state)
{
	struct target_config config = { .kind = "local", .agent_path = *state };
	struct target *target = NULL;
	struct error err = { 0 };
	json_t *answer = NULL, *request = json_pack("{s:s}", "request", "hang");

	assert_int_equal(target_start(&config, &target, &err), 0);
	assert_int_equal(target_send(target, request, &err), 0);
	json_decref(request);
	assert_int_equal(target_receive(target, deadline_after_ms(150), &answer, &err), -ETIMEDOUT);
	config.stopping = at_once;
	assert_int_equal(target_receive(target, deadline_after_ms(60000), &answer, &err), -EINTR);
	target_stop(target);
}

static void an_agent_that_is_not_there(void **state)
{
	const struct target_config config = { .kind = "local", .agent_path = "/no/agent" };
	struct target *target = NULL;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(target_start(&config, &target, &err), -ENOENT);
	assert_non_null(strstr(err.text, "/no/agent"));
}

static void a_program_that_is_no_agent(void **state)
{
	const struct target_config config = { .kind = "local", .agent_path = "/bin/true" };
	struct target *target = NULL;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(target_start(&config, &target, &err), -EPIPE);
	assert_non_null(strstr(err.text, "no hello"));
}

/* What the second bpftax on this machine says; then its user has had enough. */
static void line_keep(void *context, const char *line)
{
	snprintf(context, sizeof(((struct error *)NULL)->text), "%s", line);
}

static bool has_heard(void *context)
{
	return *(const char *)context;
}

static void this_machine_is_measured_by_one_at_a_time(void **state)
{
	const struct target_config config = { .kind = "local", .agent_path = *state };
	struct error said = { 0 }, err = { 0 };
	struct target_config second = { .kind = "local",
					.agent_path = *state,
					.say = line_keep,
					.say_context = said.text,
					.stopping = has_heard,
					.stopping_context = said.text };
	struct target *target = NULL, *other = NULL;

	assert_int_equal(target_start(&config, &target, &err), 0);
	assert_int_equal(target_start(&second, &other, &err), -EINTR);
	assert_non_null(strstr(said.text, "measures on this machine ("));
	assert_non_null(strstr(said.text, "test_target"));
	target_stop(target);
	said.text[0] = '\0';
	assert_int_equal(target_start(&second, &other, &err), 0);
	assert_string_equal(said.text, "");
	target_stop(other);
}

/* Nobody waits for ever beside one that hangs, and is told who that is. */
static void a_machine_that_is_never_given_up(void **state)
{
	struct error said = { 0 }, err = { 0 };
	const struct kernel_notify notify = { .say = line_keep, .say_context = said.text };
	int first = -1, second = -1;

	(void)state;
	assert_int_equal(machine_claim(&notify, 1, &first, &err), 0);
	assert_int_equal(machine_claim(&notify, 1, &second, &err), -EBUSY);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_non_null(strstr(err.text, "test_target"));
	assert_non_null(strstr(err.text, "has not ended within 1 s: end it"));
	assert_int_equal(second, -1);
	close(first);
	assert_int_equal(machine_claim(&notify, 1, &second, &err), 0);
	close(second);
}

#define TURNS 50

/* What one thread does with targets of its own; how often an answer was another than its own. */
struct user {
	pthread_t thread;
	const char *kind;
	const char *agent_path;
	unsigned int number;
	unsigned int wrong;
	struct error err;
};

static void turns_take(struct target *target, struct user *user)
{
	char word[32];

	for (unsigned int turn = 0; turn < TURNS; turn++) {
		json_t *answer = NULL;

		snprintf(word, sizeof(word), "%u-%u", user->number, turn);
		if (ask(target, word, &answer, &user->err) < 0 ||
		    strcmp(json_string_value(json_object_get(answer, "request")), word) != 0)
			user->wrong++;
		json_decref(answer);
	}
}

/* A fake's answers, which say whose they are. */
static void script_write(unsigned int number, struct target_exchange *script, char lines[TURNS][32])
{
	script[0] = (struct target_exchange){ NULL, HELLO };
	for (unsigned int turn = 0; turn < TURNS; turn++) {
		snprintf(lines[turn], sizeof(lines[turn]), "{\"request\":\"%u-%u\"}", number, turn);
		script[turn + 1] = (struct target_exchange){ lines[turn], lines[turn] };
	}
}

static void *user_run(void *context)
{
	struct user *user = context;
	struct target_exchange script[TURNS + 1];
	char lines[TURNS][32];
	const struct target_config config = { .kind = user->kind,
					      .agent_path = user->agent_path,
					      .exchanges = script,
					      .exchanges_count = TURNS + 1 };

	script_write(user->number, script, lines);
	for (int start = 0; start < 4 && !user->wrong; start++) {
		struct target *target = NULL;

		if (target_start(&config, &target, &user->err) < 0)
			user->wrong++;
		else
			turns_take(target, user);
		target_stop(target);
	}
	return NULL;
}

/* Each thread has targets of its own, as the cells of a run that are under way at once. */
static void targets_of_several_threads(void **state)
{
	struct user users[8];

	for (unsigned int i = 0; i < ARRAY_SIZE(users); i++) {
		users[i] = (struct user){ .kind = i % 2 ? "local" : "fake",
					  .agent_path = *state,
					  .number = i };
		assert_int_equal(pthread_create(&users[i].thread, NULL, user_run, &users[i]), 0);
	}
	for (size_t i = 0; i < ARRAY_SIZE(users); i++)
		pthread_join(users[i].thread, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(users); i++)
		if (users[i].wrong)
			fail_msg("%s, thread %zu: %s", users[i].kind, i, users[i].err.text);
}

int main(int argc, char **argv)
{
	char *agent = argc > 1 ? argv[1] : NULL;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_conversation_with_a_fake),
		cmocka_unit_test(agents_that_are_refused),
		cmocka_unit_test(a_kind_that_is_none),
		cmocka_unit_test_prestate(a_local_agent, agent),
		cmocka_unit_test_prestate(a_local_agent_that_hangs, agent),
		cmocka_unit_test(an_agent_that_is_not_there),
		cmocka_unit_test(a_program_that_is_no_agent),
		cmocka_unit_test_prestate(this_machine_is_measured_by_one_at_a_time, agent),
		cmocka_unit_test(a_machine_that_is_never_given_up),
		cmocka_unit_test_prestate(targets_of_several_threads, agent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
