// SPDX-License-Identifier: GPL-2.0-or-later
/* The witness against a kernel of the test's own, in which what is watched and it are hit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "agent/builtin.h"
#include "agent/window.h"
#include "agent/witness.h"

/* What both have counted, and what is added to it: in the witness's moment, and by each reading. */
static struct {
	uint64_t witnessed, hits;
	uint64_t moment_witnessed, moment_hits;
	uint64_t elsewhere;
} kernel;

const struct treatment_ops treatment_builtin;

bool builtin_may_lose(const struct attachment *attachment)
{
	(void)attachment;
	return true;
}

int attachment_make(struct attachment *attachment, const struct treatment *treatment,
		    struct kernel_view *view, struct error *err)
{
	(void)treatment;
	(void)view;
	(void)err;
	*attachment = (struct attachment){};
	return 0;
}

json_t *attachment_remove(struct attachment *attachment)
{
	(void)attachment;
	return json_array();
}

static bool is_watched(const struct attachment *attachment)
{
	return attachment->hits_per_operation > 0;
}

/* While one is read, others come by the hook: both are hit, and lose nothing. */
int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	*ret_statistics = (struct program_statistics){};
	ret_statistics->hits = is_watched(attachment) ? kernel.hits : kernel.witnessed;
	kernel.witnessed += kernel.elsewhere;
	kernel.hits += 2 * kernel.elsewhere;
	return 0;
}

int session_statistics_set(struct session *session, bool on, struct error *err)
{
	(void)session;
	(void)on;
	(void)err;
	return 0;
}

int window_run(struct workload *workload, const struct attachment *attachment,
	       const struct window_request *request, struct channel *channel,
	       struct counters *ret_counters, struct error *err)
{
	(void)workload;
	(void)attachment;
	(void)request;
	(void)channel;
	(void)err;
	counters_clear(ret_counters);
	kernel.witnessed += kernel.moment_witnessed;
	kernel.hits += kernel.moment_hits;
	return 0;
}

static json_t *look(uint64_t witnessed, uint64_t hits, uint64_t elsewhere)
{
	static const struct workload_ops ops;
	struct session session = { .workload.ops = &ops, .attachment.hits_per_operation = 2 };

	kernel.moment_witnessed = witnessed;
	kernel.moment_hits = hits;
	kernel.elsewhere = elsewhere;
	return witness_look(&session);
}

static double expected_of(const json_t *seen)
{
	return json_number_value(json_object_get(seen, "expected"));
}

static double hits_of(const json_t *seen)
{
	return json_number_value(json_object_get(seen, "hits"));
}

static void its_hits_say_what_is_right(void **state)
{
	json_t *seen = look(50, 97, 0);

	(void)state;
	assert_true(expected_of(seen) == 100);
	assert_true(hits_of(seen) == 97);
	json_decref(seen);
}

/* A busy hook, as that of spin locks: no more than between two readings hides what was lost. */
static void who_else_comes_by_is_not_taken_for_lost(void **state)
{
	json_t *none_lost = look(1000, 2000, 10), *lost = look(1000, 1500, 10);

	(void)state;
	assert_true(hits_of(none_lost) >= expected_of(none_lost));
	assert_true(hits_of(none_lost) <= expected_of(none_lost) + 40);
	assert_true(hits_of(lost) < expected_of(lost));
	json_decref(none_lost);
	json_decref(lost);
}

/* That none was lost cannot be said by it: the client is elsewhere, or did nothing just then. */
static void who_saw_nothing_is_no_witness(void **state)
{
	(void)state;
	assert_null(look(0, 0, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_hits_say_what_is_right),
		cmocka_unit_test(who_else_comes_by_is_not_taken_for_lost),
		cmocka_unit_test(who_saw_nothing_is_no_witness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
