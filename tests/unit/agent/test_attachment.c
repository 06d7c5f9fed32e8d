// SPDX-License-Identifier: GPL-2.0-or-later
/* The life of a treatment of a kind that only says what was asked of it. */
#include "agent/attachment.h"
#include "common/cleanup.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

static struct {
	char done[32]; /* p(repare), b(efore), a(ttach), P(rove), d(etach), s(ettle) */
	char fails;
	const char *shown; /* what the proof says */
	bool text_left;
	const char *left;
} fake;

static int step(char letter, struct error *err)
{
	fake.done[strlen(fake.done)] = letter;
	return letter == fake.fails
		   ? error_set(err, ERROR_RESULT, EOPNOTSUPP, "%c is not to be had", letter)
		   : 0;
}

static int prepare(struct attachment *attachment, const struct treatment *treatment,
		   struct kernel_view *view, struct error *err)
{
	(void)view;
	assert_string_equal(treatment->program, "map");
	attachment->state = &fake;
	return step('p', err);
}

static int attach(struct attachment *attachment, const struct treatment *treatment,
		  const struct kernel_view *view, struct error *err)
{
	(void)treatment;
	(void)view;
	attachment->step = "attach";
	return step('a', err);
}

static int prove(struct attachment *attachment, struct error *err)
{
	json_object_set_new(attachment->proof, "line", json_string(fake.shown));
	return step('P', err);
}

static size_t programs(const struct attachment *attachment, const int **ret_fds)
{
	static const int fds[] = { 3, 4, 5 };

	(void)attachment;
	*ret_fds = fds;
	return ARRAY_SIZE(fds);
}

/* A miss of the links' own, or nothing told. */
static double misses(const struct attachment *attachment, double of_programs)
{
	(void)attachment;
	return fake.fails == 'm' ? NAN : of_programs + 1;
}

static int retune(struct attachment *attachment, struct kernel_view *view, uint64_t delay_ns,
		  double *ret_injected_ns, struct error *err)
{
	(void)attachment;
	(void)view;
	(void)err;
	*ret_injected_ns = (double)delay_ns - 1;
	return 0;
}

static void detach(struct attachment *attachment)
{
	attachment->text_left = fake.text_left;
	step('d', NULL);
}

static const struct treatment_ops kind = {
	prepare, attach, prove, programs, misses, retune, detach
};
static const struct treatment treatment = { .kind = &kind, .program = "map" };

/* In place of those that ask the kernel. */
void traces_read(struct traces *traces)
{
	*traces = (struct traces){};
	step('b', NULL);
}

void own_programs_read(const int *fds, size_t count, struct own_programs *ret_programs)
{
	assert_int_equal(count, 3);
	assert_int_equal(fds[2], 5);
	*ret_programs = (struct own_programs){ .count = count };
}

void own_programs_free(struct own_programs *programs)
{
	(void)programs;
}

json_t *traces_settle(const struct traces *before, const struct own_programs *programs)
{
	json_t *left = json_array();

	assert_int_equal(programs->count, 3);

	(void)before;
	step('s', NULL);
	if (fake.left)
		json_array_append_new(left, json_string(fake.left));
	return left;
}

void traces_free(struct traces *traces)
{
	(void)traces;
}

int program_statistics_read(int fd, struct program_statistics *ret_statistics)
{
	if (fake.fails == 's' && fd == 4)
		return -ENOENT;
	*ret_statistics = (struct program_statistics){ (uint64_t)fd, 100 * (uint64_t)fd, 1 };
	return 0;
}

static int setup(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	fake.shown = "hooked";
	return 0;
}

static size_t left_of(struct attachment *attachment)
{
	json_t *left = attachment_remove(attachment);
	size_t count = json_array_size(left);

	json_decref(left);
	return count;
}

static void from_the_first_step_to_the_last(void **state)
{
	struct attachment attachment;
	struct error err;

	(void)state;
	assert_int_equal(attachment_make(&attachment, &treatment, NULL, &err), 0);
	assert_string_equal(fake.done, "pbaP");
	assert_true(attachment_holds(&attachment));
	assert_int_equal(left_of(&attachment), 0);
	assert_string_equal(fake.done, "pbaPPds");
	assert_int_equal(left_of(&attachment), 0); /* again: nothing to do */
	assert_string_equal(fake.done, "pbaPPds");
}

/* What came before is taken back, and the step that failed is known. */
static void what_fails_is_taken_back(void **state)
{
	static const struct {
		char fails;
		const char *done, *step;
	} cases[] = { { 'p', "pbds", "find" },
		      { 'a', "pbads", "attach" },
		      { 'P', "pbaPds", "prove" } };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct attachment attachment;
		struct error err;

		setup(state);
		fake.fails = cases[i].fails;
		assert_int_equal(attachment_make(&attachment, &treatment, NULL, &err), -EOPNOTSUPP);
		assert_string_equal(fake.done, cases[i].done);
		assert_string_equal(attachment.step, cases[i].step);
		assert_int_equal(err.text[0], cases[i].fails);
		assert_null(attachment.kind);
	}
}

static void another_proof_is_no_hold(void **state)
{
	struct attachment attachment;
	struct error err;

	(void)state;
	assert_int_equal(attachment_make(&attachment, &treatment, NULL, &err), 0);
	fake.shown = "hooked by somebody else";
	assert_false(attachment_holds(&attachment));
	fake.shown = "hooked";
	assert_true(attachment_holds(&attachment));
	fake.fails = 'P';
	assert_false(attachment_holds(&attachment));
	assert_string_equal(json_string_value(json_object_get(attachment.proof, "line")), "hooked");
	left_of(&attachment);
}

static void what_is_left_is_told(void **state)
{
	struct attachment attachment;
	struct error err;

	(void)state;
	attachment_make(&attachment, &treatment, NULL, &err);
	fake.left = "program 7";
	fake.text_left = true;
	assert_int_equal(left_of(&attachment), 2);
}

/* One that others outlive: nobody waits, nobody looks. */
static void a_discarded_one_is_not_waited_for(void **state)
{
	struct attachment attachment;
	struct error err;

	(void)state;
	attachment_make(&attachment, &treatment, NULL, &err);
	attachment_discard(&attachment);
	assert_string_equal(fake.done, "pbaPd");
	attachment_discard(&attachment);
	assert_string_equal(fake.done, "pbaPd");
}

static void hits_are_summed_over_its_programs(void **state)
{
	struct program_statistics statistics = { .hits = 99 };
	struct attachment attachment = { .kind = &kind };

	(void)state;
	assert_int_equal(attachment_statistics(&attachment, &statistics), 0);
	assert_int_equal(statistics.hits, 12);
	assert_int_equal(statistics.run_time_ns, 1200);
	assert_true(statistics.misses == 3 + 1);
	fake.fails = 'm'; /* unknown is not none */
	assert_int_equal(attachment_statistics(&attachment, &statistics), 0);
	assert_true(statistics.hits == 12 && isnan(statistics.misses));
	fake.fails = 's'; /* one is gone: no sum is better than a part of it */
	statistics.hits = 99;
	assert_int_equal(attachment_statistics(&attachment, &statistics), -ENOENT);
	assert_int_equal(statistics.hits, 99);
}

static void a_delay_is_the_kinds(void **state)
{
	struct attachment attachment = { .kind = &kind };
	struct error err;
	double injected_ns;

	(void)state;
	assert_int_equal(attachment_retune(&attachment, NULL, 343, &injected_ns, &err), 0);
	assert_true(injected_ns == 342);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(from_the_first_step_to_the_last),
		TEST(what_fails_is_taken_back),
		TEST(another_proof_is_no_hold),
		TEST(what_is_left_is_told),
		TEST(a_discarded_one_is_not_waited_for),
		TEST(hits_are_summed_over_its_programs),
		TEST(a_delay_is_the_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
