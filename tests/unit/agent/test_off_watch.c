// SPDX-License-Identifier: GPL-2.0-or-later
/* Windows without statistics that somebody else has on, over a witness that only answers. */
#include "agent/off_watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

/* In place of src/agent/statistics.c and attachment.c. */
static bool ours;
static int others; /* as statistics_others_count() */
static uint64_t hits;
static int statistics_code; /* of what is attached */

bool statistics_ours(const struct statistics *statistics)
{
	(void)statistics;
	return ours;
}

int statistics_others_count(const struct statistics *statistics)
{
	(void)statistics;
	return ours ? -EBUSY : others;
}

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	(void)attachment;
	if (statistics_code == 0)
		*ret_statistics = (struct program_statistics){ .hits = hits };
	return statistics_code;
}

static struct off_watch watch;
static struct statistics statistics;
static struct attachment attachment; /* never looked into */

static void begin(bool is_attached)
{
	ours = false;
	others = 0;
	hits = 40;
	off_watch_begin(&watch, &statistics, is_attached ? &attachment : NULL);
}

static void nobody_counts(void **state)
{
	(void)state;
	begin(true);
	assert_false(off_watch_end(&watch));
	begin(false);
	hits = 41;
	assert_false(off_watch_end(&watch));
}

static void others_from_the_beginning(void **state)
{
	(void)state;
	ours = false;
	others = 1;
	off_watch_begin(&watch, &statistics, NULL);
	others = 0;
	assert_true(off_watch_end(&watch));
}

static void others_at_the_end(void **state)
{
	(void)state;
	begin(false);
	others = 1;
	assert_true(off_watch_end(&watch));
}

/* Come and gone within it: only what is attached has seen it. */
static void others_in_between(void **state)
{
	(void)state;
	begin(true);
	hits = 41;
	assert_true(off_watch_end(&watch));
}

static void ours_are_no_others(void **state)
{
	(void)state;
	ours = true;
	others = 1;
	off_watch_begin(&watch, &statistics, &attachment);
	hits = 4711;
	assert_false(off_watch_end(&watch));
}

/* Where no witness may be loaded, what is attached still tells. */
static void without_a_witness(void **state)
{
	(void)state;
	begin(true);
	others = -EPERM;
	off_watch_begin(&watch, &statistics, &attachment);
	assert_false(off_watch_end(&watch));
	hits = 41;
	assert_true(off_watch_end(&watch));
}

/* No answer is not 0: neither before nor behind it is that a change. */
static void hits_that_cannot_be_read(void **state)
{
	(void)state;
	begin(true);
	statistics_code = -EBADF;
	assert_false(off_watch_end(&watch));
	begin(true);
	statistics_code = 0;
	assert_false(off_watch_end(&watch));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_counts),
		cmocka_unit_test(others_from_the_beginning),
		cmocka_unit_test(others_at_the_end),
		cmocka_unit_test(others_in_between),
		cmocka_unit_test(ours_are_no_others),
		cmocka_unit_test(without_a_witness),
		cmocka_unit_test(hits_that_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
