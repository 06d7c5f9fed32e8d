// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/json_line.h"
#include "common/deadline.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

struct link {
	int ours, theirs;
	struct line_reader reader;
};

static int link_open(void **state)
{
	static struct link link;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return -1;
	link.ours = pair[0];
	link.theirs = pair[1];
	line_reader_init(&link.reader, link.ours);
	*state = &link;
	return 0;
}

static int link_close(void **state)
{
	struct link *link = *state;

	line_reader_clear(&link->reader);
	close(link->ours);
	if (link->theirs >= 0)
		close(link->theirs);
	return 0;
}

static void put(struct link *link, const char *text)
{
	assert_int_equal(write(link->theirs, text, strlen(text)), strlen(text));
}

static void hang_up(struct link *link)
{
	close(link->theirs);
	link->theirs = -1;
}

static void expect_line(struct link *link, const char *expected)
{
	char *line = NULL;

	assert_int_equal(line_reader_next(&link->reader, 0, &line, NULL), 0);
	assert_string_equal(line, expected);
	free(line);
}

static int next_code(struct link *link)
{
	char *line = NULL;
	struct error err = { 0 };
	int r = line_reader_next(&link->reader, deadline_after_ms(20), &line, &err);

	assert_null(line);
	assert_true(err.text[0]);
	return r;
}

static void several_lines_in_one_read(void **state)
{
	put(*state, "{\"a\":1}\n\r\n{\"b\":2}\r\nrest");
	expect_line(*state, "{\"a\":1}");
	expect_line(*state, "");
	expect_line(*state, "{\"b\":2}");
	assert_false(line_reader_has_line(&((struct link *)*state)->reader));
	put(*state, "\n");
	expect_line(*state, "rest");
}

static void a_deadline_keeps_the_bytes(void **state)
{
	put(*state, "{\"a\":");
	assert_int_equal(next_code(*state), -ETIMEDOUT);
	put(*state, "17}\n");
	expect_line(*state, "{\"a\":17}");
}

static void the_end_of_the_stream(void **state)
{
	put(*state, "whole\nhalf");
	hang_up(*state);
	expect_line(*state, "whole");
	assert_int_equal(next_code(*state), -EPIPE);
}

static void a_line_longer_than_the_limit(void **state)
{
	struct link *link = *state;

	link->reader.limit_bytes = 10;
	put(link, "0123456789\n");
	expect_line(link, "0123456789");
	put(link, "0123456789a\nnext\n");
	assert_int_equal(next_code(link), -EMSGSIZE);
	put(link, "01234567890123456789");
	expect_line(link, "next");
	assert_int_equal(next_code(link), -EMSGSIZE);
}

static void a_line_in_many_pieces(void **state)
{
	struct link *link = *state;
	size_t pieces = 3000;
	char *line = NULL;

	for (size_t i = 0; i < pieces; i++) {
		put(link, "0123456789012345678901234567890123456789012345678");
		assert_int_equal(line_reader_next(&link->reader, 0, &line, NULL), -ETIMEDOUT);
	}
	put(link, "\n");
	assert_int_equal(line_reader_next(&link->reader, 0, &line, NULL), 0);
	assert_int_equal(strlen(line), pieces * 49);
	free(line);
}

static void what_is_written_is_read(void **state)
{
	struct link *link = *state;
	json_t *sent = json_pack("{s:s, s:f}", "text", "a\nb \xc3\xa9", "number", 0.1);
	json_t *got = NULL;

	assert_int_equal(json_line_write(link->theirs, sent, deadline_after_ms(100), NULL), 0);
	assert_int_equal(json_line_read(&link->reader, deadline_after_ms(100), &got, NULL), 0);
	assert_true(json_equal(sent, got));
	json_decref(sent);
	json_decref(got);
}

static void a_full_channel_times_out(void **state)
{
	struct link *link = *state;
	static char block[1 << 20];

	memset(block, 'x', sizeof(block));
	assert_int_equal(
	    line_write(link->theirs, block, sizeof(block), deadline_after_ms(30), NULL),
	    -ETIMEDOUT);
}

static void writing_to_nobody(void **state)
{
	struct link *link = *state;

	hang_up(link);
	assert_int_equal(line_write(link->ours, "x", 1, deadline_after_ms(30), NULL), -EPIPE);
}

static void only_objects_are_messages(void **state)
{
	static const char *const bad[] = {
		"", "{", "[1]", "17", "{\"a\":1} x", "{a:1}", "{\"a\":1,\"a\":2}", "\xff"
	};
	struct error err;
	json_t *message = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(json_line_parse(bad[i], &message, &err), -EPROTO);
		assert_null(message);
	}
}

#define LINK_TEST(function) cmocka_unit_test_setup_teardown(function, link_open, link_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LINK_TEST(several_lines_in_one_read),
		LINK_TEST(a_deadline_keeps_the_bytes),
		LINK_TEST(the_end_of_the_stream),
		LINK_TEST(a_line_longer_than_the_limit),
		LINK_TEST(a_line_in_many_pieces),
		LINK_TEST(what_is_written_is_read),
		LINK_TEST(a_full_channel_times_out),
		LINK_TEST(writing_to_nobody),
		cmocka_unit_test(only_objects_are_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
