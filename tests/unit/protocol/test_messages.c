// SPDX-License-Identifier: GPL-2.0-or-later
/* Messages as both sides send them fit; spoiled in any one field they do not, and it is named. */
#include "protocol/messages.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define NOT_ATTACHED "\"step\": \"load\", \"errno\": 95, \"reason\": \"no BTF\""
#define MICRO                                                                                      \
	"\"mechanism\": \"fentry\", \"program\": \"null\", \"events\": 0, \"aim_ns\": 1, "         \
	"\"chunks\": 2, \"windows\": [false], \"line\": [1], \"exact\": true, \"threads\": 1, "    \
	"\"programs\": 1, \"alone\": false"

/* optional: fields that may be missing, each between blanks. */
static const struct example {
	enum request_id id;
	const char *request, *reply, *optional;
} examples[] = {
	{ REQUEST_describe, "{}", "{\"machine\": {\"cpus\": 2}}", "" },
	{ REQUEST_environment, "{\"function\": \"f\", \"tracepoint\": \"c:t\"}", "{\"facts\": {}}",
	  " function tracepoint " },
	{ REQUEST_check_hook, "{\"function\": \"f\", \"tracepoint\": \"c:t\"}",
	  "{\"exists\": true, \"traceable\": false, \"similar\": [\"g\"]}",
	  " function tracepoint " },
	{ REQUEST_workload_start, "{\"workload\": \"udp_drain\", \"settings\": {\"length\": 64}}",
	  "{\"started\": \"udp_drain\", \"placement\": {\"server\": 1}, \"pilot\": {}}",
	  " settings pilot " },
	{ REQUEST_workload_stop, "{}", "{\"stopped\": true}", "" },
	{ REQUEST_attach,
	  "{\"mechanism\": \"fentry\", \"program\": \"null\", \"function\": \"f\", "
	  "\"tracepoint\": \"c:t\", \"recorded\": true}",
	  "{\"status\": \"attached\", \"hook\": \"f\", \"hits_per_operation\": 1.0, \"proof\": {}}",
	  " function tracepoint recorded " },
	{ REQUEST_attach, "{\"mechanism\": \"fentry\", \"program\": \"null\"}",
	  "{\"status\": \"unsupported\", " NOT_ATTACHED "}", "" },
	{ REQUEST_attach, "{\"mechanism\": \"fentry\", \"program\": \"null\"}",
	  "{\"status\": \"failed\", " NOT_ATTACHED "}", "" },
	{ REQUEST_delay, "{\"delay_ns\": 343}", "{\"status\": \"set\", \"injected_ns\": 341.5}",
	  "" },
	{ REQUEST_delay, "{\"delay_ns\": 343}",
	  "{\"status\": \"unsupported\", \"reason\": \"too long\"}", "" },
	{ REQUEST_delay_longest, "{}", "{\"longest_ns\": 181535.5, \"reason\": \"none\"}",
	  " longest_ns reason " },
	{ REQUEST_detach, "{}",
	  "{\"held\": true, \"clean\": true, \"left\": [], \"lost\": 0, \"witness\": {}}",
	  " witness " },
	{ REQUEST_micro,
	  "{\"trigger\": \"getpgid\", \"recorded\": true, \"object\": \"0a\", \"function\": \"f\", "
	  "\"tracepoint\": \"c:t\", \"hits_per_event\": 1.0, \"together\": true, "
	  "\"consumer\": \"wake\", " MICRO "}",
	  "{\"status\": \"unsupported\", " NOT_ATTACHED "}",
	  " trigger recorded object function tracepoint hits_per_event together consumer " },
	{ REQUEST_micro, "{" MICRO "}",
	  "{\"status\": \"measured\", \"trigger\": \"t\", \"shared\": false, \"hook\": \"f\", "
	  "\"hits_per_operation\": 1, \"proof\": {}, \"held\": true, \"clean\": true, "
	  "\"left\": [], \"lost\": 0, \"events\": 200, \"before\": {}, \"after\": {}, "
	  "\"windows\": [[]], \"line\": {}, \"proof_events\": 200, \"hits\": 200, "
	  "\"misses\": 0, \"run_time_ns\": 9, \"load_ns\": 9, \"attach_ns\": 9, "
	  "\"detach_ns\": 9, \"alone_ns\": 0.0, \"recorded\": [], \"code\": [], "
	  "\"reader\": {}}",
	  " misses recorded code reader " },
	{ REQUEST_symbols, "{\"addresses\": [\"ffffffff81000000\"]}", "{\"symbols\": []}", "" },
	{ REQUEST_object_part,
	  "{\"object\": \"0a\", \"size\": 3, \"offset\": 0, \"base64\": \"Zm9v\"}",
	  "{\"received\": 3}", "" },
	{ REQUEST_object_describe, "{\"object\": \"0a\"}",
	  "{\"programs\": [], \"maps\": [], \"reason\": \"no ELF\"}", " programs maps reason " },
	{ REQUEST_object_set,
	  "{\"object\": \"0a\", \"option\": \"set\", \"name\": \"k\", \"value\": \"3\"}",
	  "{\"known\": true, \"reason\": \"too large\"}", " reason " },
	{ REQUEST_object_try,
	  "{\"object\": \"0a\", \"program\": \"p\", \"mechanism\": \"m\", \"function\": \"f\", "
	  "\"tracepoint\": \"c:t\", \"together\": true}",
	  "{\"status\": \"measured\", \"hook\": \"f\", \"proof\": {}, \"load_ns\": 9, "
	  "\"trigger\": \"openat\", \"hits_per_event\": 1.0, \"idle\": \"f\", "
	  "\"not_run\": [\"p\"]}",
	  " mechanism function tracepoint together trigger hits_per_event idle not_run " },
	{ REQUEST_object_try, "{\"object\": \"0a\", \"program\": \"p\"}",
	  "{\"status\": \"unsupported\", " NOT_ATTACHED "}", "" },
	{ REQUEST_record, "{\"window\": 0}", "{\"recorded\": [], \"code\": []}", " window code " },
	{ REQUEST_statistics, "{\"on\": true, \"by\": \"fd\"}", "{\"statistics\": true}", " by " },
	{ REQUEST_window, "{\"settle_ns\": 0, \"length_ns\": 60}",
	  "{\"counters\": {}, \"counted_by\": \"process 7 (x)\"}", " counted_by " },
	{ REQUEST_totals, "{}", "{\"counters\": {}, \"counted_by\": \"process 7 (x)\"}",
	  " counted_by " },
	{ REQUEST_freeze, "{}", "{\"frozen\": true}", "" },
	{ REQUEST_thaw, "{}", "{\"frozen\": false}", "" },
	{ REQUEST_client_run, "{\"arguments\": []}", "{\"status\": 0, \"output\": \"\"}", "" },
	{ REQUEST_runs_instead, "{\"function\": \"f\"}", "{\"function\": \"g\", \"hits\": 9}",
	  " function hits " },
	{ REQUEST_where, "{\"mechanism\": \"m\", \"function\": \"f\", \"tracepoint\": \"a:b\"}",
	  "{\"status\": \"measured\", \"where\": {}}", " function tracepoint " },
	{ REQUEST_where, "{\"mechanism\": \"m\"}",
	  "{\"status\": \"unsupported\", \"reason\": \"no BTF\"}", "" },
	{ REQUEST_attach_many, "{\"functions\": 1000}",
	  "{\"status\": \"measured\", \"functions\": 990, \"attach_ns\": 1, \"detach_ns\": 2, "
	  "\"n\": 5}",
	  "" },
	{ REQUEST_attach_many, "{\"functions\": 1000}",
	  "{\"status\": \"unsupported\", \"reason\": \"no tracefs\"}", "" },
	{ REQUEST_user_probe, "{\"which\": \"user:nop\", \"iterations\": 9}", "{\"ran\": 9}", "" },
	{ REQUEST_sabotage,
	  "{\"what\": \"attach\", \"mechanism\": \"fentry\", \"function\": \"f\", "
	  "\"tracepoint\": \"c:t\"}",
	  "{\"sabotaged\": true}", " mechanism function tracepoint " },
	{ REQUEST_quit, "{}", "{\"bye\": true}", "" },
};
#define EXAMPLES (sizeof(examples) / sizeof(examples[0]))

static json_t *parsed(const char *text)
{
	json_t *object = json_loads(text, 0, NULL);

	assert_non_null(object);
	return object;
}

static json_t *request_of_example(const struct example *example)
{
	json_t *fields = parsed(example->request);
	json_t *request = request_pack(example->id, NULL);

	json_object_update(request, fields);
	json_decref(fields);
	return request;
}

static int check(const struct example *example, bool is_request, const json_t *message,
		 struct error *err)
{
	enum request_id id = REQUEST_COUNT;
	int fits =
	    is_request ? request_check(message, &id, err) : reply_check(example->id, message, err);

	if (is_request && !fits)
		assert_int_equal(id, example->id);
	return fits;
}

/* What does not fit is said in a sentence with the request's name and the field's. */
static void refused(const struct example *example, bool is_request, const json_t *message,
		    const char *field)
{
	struct error err = { 0 };

	if (check(example, is_request, message, &err) != -EPROTO)
		fail_msg("%s: '%s' was not missed", request_name(example->id), field);
	if (!strstr(err.text, request_name(example->id)) || !strstr(err.text, field))
		fail_msg("%s, '%s': %s", request_name(example->id), field, err.text);
}

static bool is_optional(const struct example *example, bool is_request, const char *field)
{
	char word[64];

	snprintf(word, sizeof(word), " %s ", field);
	if (example->id == REQUEST_runs_instead && is_request)
		return false;
	return strstr(example->optional, word);
}

static void spoil(const struct example *example, bool is_request, json_t *message)
{
	json_t *whole = json_deep_copy(message), *value;
	struct error err = { 0 };
	const char *field;

	json_object_foreach (whole, field, value) {
		if (is_request && !strcmp(field, "do"))
			continue;
		json_object_set_new(message, field, json_null());
		refused(example, is_request, message, field);
		json_object_del(message, field);
		if (is_optional(example, is_request, field))
			assert_int_equal(check(example, is_request, message, &err), 0);
		else
			refused(example, is_request, message, field);
		json_object_set(message, field, value);
		assert_int_equal(check(example, is_request, message, &err), 0);
	}
	json_object_set_new(message, "of_nobody", json_true());
	refused(example, is_request, message, "of_nobody");
	json_decref(whole);
}

static void every_field_of_every_request_is_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		json_t *request = request_of_example(&examples[i]);
		struct error err = { 0 };

		if (check(&examples[i], true, request, &err) < 0)
			fail_msg("%s", err.text);
		spoil(&examples[i], true, request);
		json_decref(request);
	}
}

static void every_field_of_every_reply_is_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		json_t *reply = parsed(examples[i].reply);
		struct error err = { 0 };

		if (check(&examples[i], false, reply, &err) < 0)
			fail_msg("%s", err.text);
		spoil(&examples[i], false, reply);
		json_decref(reply);
	}
}

static void there_is_an_example_of_each(void **state)
{
	bool seen[REQUEST_COUNT] = { false };

	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++)
		seen[examples[i].id] = true;
	for (size_t i = 0; i < REQUEST_COUNT; i++)
		if (!seen[i])
			fail_msg("no example of %s", request_name((enum request_id)i));
}

static void sentence_is(const char *reply, const char *sentence)
{
	json_t *message = parsed(reply);
	struct error err = { 0 };

	assert_int_equal(reply_check(REQUEST_detach, message, &err), -EPROTO);
	assert_string_equal(err.text, sentence);
	json_decref(message);
}

#define OF_DETACH "the agent's reply to detach does not fit version 8 of the protocol: "
#define ONE_BUILD "; bpftax and bpftax-agent have to be of one build"

static void a_sentence_says_what_is_wrong(void **state)
{
	(void)state;
	sentence_is("{\"clean\": true}", OF_DETACH "'held' is missing" ONE_BUILD);
	sentence_is("{\"held\": \"yes\"}", OF_DETACH "'held' has to be true or false" ONE_BUILD);
	sentence_is("{\"held\": true, \"clean\": true, \"left\": [], \"lost\": -1}",
		    OF_DETACH "'lost' has to be a whole number from 0 on" ONE_BUILD);
	sentence_is("{\"held\": true, \"clean\": true, \"left\": [], \"lost\": 1.5}",
		    OF_DETACH "'lost' has to be a whole number from 0 on" ONE_BUILD);
	sentence_is("{\"error\": 5}", OF_DETACH "'error' has to be a text, and alone" ONE_BUILD);
	sentence_is("{\"error\": \"x\", \"held\": true}",
		    OF_DETACH "'error' has to be a text, and alone" ONE_BUILD);
}

static void a_status_is_a_word_of_four(void **state)
{
	json_t *reply = parsed("{\"status\": \"fine\", " NOT_ATTACHED "}");
	struct error err = { 0 };

	(void)state;
	assert_int_equal(reply_check(REQUEST_attach, reply, &err), -EPROTO);
	assert_non_null(strstr(err.text, "'status' has to be attached, measured, set,"));
	json_decref(reply);
}

static void an_error_fits_every_reply(void **state)
{
	json_t *reply = parsed("{\"error\": \"nothing is attached\"}");
	struct error err = { 0 };

	(void)state;
	for (size_t i = 0; i < REQUEST_COUNT; i++)
		assert_int_equal(reply_check((enum request_id)i, reply, &err), 0);
	json_decref(reply);
}

static void what_is_no_request_is_said(void **state)
{
	static const char *const messages[] = { "{}", "{\"do\": 5}", "{\"hello\": \"x\"}" };
	json_t *dance = parsed("{\"do\": \"dance\"}");
	enum request_id id = REQUEST_quit;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(request_check(dance, &id, &err), -EPROTO);
	assert_non_null(strstr(err.text, "version 8 of the protocol has no request 'dance'"));
	json_decref(dance);
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		json_t *message = parsed(messages[i]);

		assert_int_equal(request_check(message, &id, &err), -EPROTO);
		assert_non_null(strstr(err.text, "it has no text 'do'"));
		json_decref(message);
	}
	assert_int_equal(request_check(NULL, &id, &err), -EPROTO);
	assert_int_equal(id, REQUEST_quit);
}

static void an_event_is_one_that_there_is(void **state)
{
	json_t *measuring = event_measuring(), *other = parsed("{\"event\": \"resting\"}");

	(void)state;
	assert_true(message_is_event(measuring));
	assert_false(message_is_event(other));
	json_decref(measuring);
	json_decref(other);
}

/* A change of a row says since when, and the version is the latest of these. */
static void the_version_is_that_of_the_last_change(void **state)
{
	(void)state;
	assert_int_equal(messages_version(), PROTOCOL_VERSION);
	assert_string_equal(PROTOCOL_HELLO_OF(8), "{\"hello\":\"bpftax-agent\",\"version\":8}");
}

/* Every row, as a text. */
static const char table[] =
#define REQUEST(identifier, name, since) "request " name " " #since "\n"
#define ASKS(request, field, type, need, since)                                                    \
	"asks " #request " " field " " #type " " #need " " #since "\n"
#define ANSWERS(request, field, type, need, since)                                                 \
	"answers " #request " " field " " #type " " #need " " #since "\n"
#define EVENT(identifier, name, since) "event " name " " #since "\n"
#include "protocol/message_list.h"
    ;

/* 64 bits of FNV-1a (Fowler, Noll, Vo): that a text is another one, not who changed it. */
static uint64_t text_hash(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return hash;
}

#define TABLE_VERSION 8
#define TABLE_HASH UINT64_C(0x4e8c8da99c8b0f2f)

/* The table of a version stays what it is: another one has another number. */
static void a_changed_table_has_a_new_version(void **state)
{
	(void)state;
	if (PROTOCOL_VERSION == TABLE_VERSION && text_hash(table) == TABLE_HASH)
		return;
	fail_msg("protocol/message_list.h is not that of version %d any more: raise "
		 "PROTOCOL_VERSION (once for a release), then say here TABLE_VERSION %d and "
		 "TABLE_HASH 0x%llx",
		 TABLE_VERSION, PROTOCOL_VERSION, (unsigned long long)text_hash(table));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_of_every_request_is_checked),
		cmocka_unit_test(every_field_of_every_reply_is_checked),
		cmocka_unit_test(there_is_an_example_of_each),
		cmocka_unit_test(a_sentence_says_what_is_wrong),
		cmocka_unit_test(a_status_is_a_word_of_four),
		cmocka_unit_test(an_error_fits_every_reply),
		cmocka_unit_test(what_is_no_request_is_said),
		cmocka_unit_test(an_event_is_one_that_there_is),
		cmocka_unit_test(the_version_is_that_of_the_last_change),
		cmocka_unit_test(a_changed_table_has_a_new_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
