// SPDX-License-Identifier: GPL-2.0-or-later
/* The agent's end of the stream, over a socket pair. */
#include "agent/channel.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>

static struct channel channel;
static int peer;

static int setup(void **state)
{
	int ends[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -1;
	peer = ends[1];
	return channel_open(&channel, ends[0], ends[0]);
}

static int teardown(void **state)
{
	(void)state;
	fclose(channel.in);
	return close(peer);
}

static void peer_says(const char *text)
{
	assert_int_equal(write(peer, text, strlen(text)), strlen(text));
}

static void peer_hears(const char *text)
{
	char heard[256] = "";

	assert_int_equal(read(peer, heard, sizeof(heard) - 1), strlen(text));
	assert_string_equal(heard, text);
}

static void one_object_a_line(void **state)
{
	json_t *request;

	(void)state;
	peer_says("{\"do\":\"quit\"}\n");
	request = channel_receive(&channel);
	assert_string_equal(json_string_value(json_object_get(request, "do")), "quit");
	json_decref(request);
	assert_int_equal(channel_send(&channel, json_pack("{s:b}", "bye", 1)), 0);
	peer_hears("{\"bye\":true}\n");
}

/* Nonsense is answered, and what comes behind it is read. */
static void what_is_no_object_is_answered_and_passed_over(void **state)
{
	json_t *request;

	(void)state;
	peer_says("nonsense\n[1]\n\n{\"do\":5}\n");
	request = channel_receive(&channel);
	assert_int_equal(json_integer_value(json_object_get(request, "do")), 5);
	json_decref(request);
	peer_hears("{\"error\":\"not a JSON object\"}\n{\"error\":\"not a JSON object\"}\n"
		   "{\"error\":\"not a JSON object\"}\n");
}

static void the_end_of_the_stream(void **state)
{
	(void)state;
	assert_int_equal(shutdown(peer, SHUT_WR), 0);
	assert_null(channel_receive(&channel));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_object_a_line),
		TEST(what_is_no_object_is_answered_and_passed_over),
		TEST(the_end_of_the_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
