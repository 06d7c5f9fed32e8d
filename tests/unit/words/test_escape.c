// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "words/escape.h"

static void expect(char *escaped, const char *expected)
{
	assert_non_null(escaped);
	assert_string_equal(escaped, expected);
	free(escaped);
}

static void text(void **state)
{
	(void)state;
	expect(escape_text("", true), "");
	expect(escape_text("plain\\path", true), "plain\\path");
	expect(escape_text("a\tb\n\033[2J\x7f", true), "a\\x09b\\x0a\\x1b[2J\\x7f");
	expect(escape_text("\\x1b is spelled", true), "\\x5cx1b is spelled");
	expect(escape_text("µs ±", true), "µs ±");
	expect(escape_text("µs", false), "\\xc2\\xb5s");
	expect(escape_text("\xc2\x9b"
			   "C1",
			   true),
	       "\\xc2\\x9bC1");
	expect(escape_text("\xe2\x80\xae"
			   "rtl",
			   true),
	       "\\xe2\\x80\\xaertl");
}

/* One of each kind: soft hyphen, Arabic, zero width, line and paragraph ends, invisible, tags. */
static void what_is_not_seen(void **state)
{
	static const char *const characters[] = {
		"\xc2\xad",	    "\xd8\x80",		"\xe2\x80\x8b",	    "\xe2\x80\xa8",
		"\xe2\x80\xa9",	    "\xe2\x81\xa0",	"\xef\xbb\xbf",	    "\xef\xbf\xb9",
		"\xf0\x9d\x85\xb3", "\xf3\xa0\x80\x81", "\xf3\xa0\x81\xbf", "\xef\xbf\xbf",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(characters); i++) {
		char spelled[32] = "";

		for (const char *byte = characters[i]; *byte; byte++)
			sprintf(spelled + strlen(spelled), "\\x%02x", (unsigned char)*byte);
		expect(escape_text(characters[i], true), spelled);
	}
}

/* Stray, cut-off, overlong, surrogate, beyond the last code point. */
static void not_utf8(void **state)
{
	(void)state;
	expect(escape_text("\x80", true), "\\x80");
	expect(escape_text("\xe2\x82", true), "\\xe2\\x82");
	expect(escape_text("\xc0\xaf", true), "\\xc0\\xaf");
	expect(escape_text("\xed\xa0\x80", true), "\\xed\\xa0\\x80");
	expect(escape_text("\xf4\x90\x80\x80", true), "\\xf4\\x90\\x80\\x80");
	expect(escape_text("\xff", true), "\\xff");
	expect(escape_json("a\xff\xc3\xa9\001"), "a\\xff\xc3\xa9\001");
}

static void markdown(void **state)
{
	(void)state;
	expect(escape_markdown("a|b*c_d"), "a\\|b\\*c\\_d");
	expect(escape_markdown("<b>&"), "&#60;b&#62;&#38;");
	expect(escape_markdown("a\nb"), "a\\\\x0ab");
	expect(escape_markdown("[x](y)"), "\\[x\\](y)");
}

static void csv(void **state)
{
	(void)state;
	expect(escape_csv("plain"), "plain");
	expect(escape_csv("a,b"), "\"a,b\"");
	expect(escape_csv("say \"x\""), "\"say \"\"x\"\"\"");
	expect(escape_csv("=1+1"), "'=1+1");
	expect(escape_csv("-1,2"), "\"'-1,2\"");
	expect(escape_csv("a\r\nb"), "a\\x0d\\x0ab");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text),	    cmocka_unit_test(what_is_not_seen),
		cmocka_unit_test(not_utf8), cmocka_unit_test(markdown),
		cmocka_unit_test(csv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
