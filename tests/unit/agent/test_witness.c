// SPDX-License-Identifier: GPL-2.0-or-later
/* The witness against a kernel of the test's own, in which what is watched and it are hit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "agent/builtin.h"
#include "agent/window.h"
#include "agent/witness.h"

/* In the witness's moment. */
static struct {
	double witnessed; /* hits of the witness */
	uint64_t hits;	  /* of what is watched */
	unsigned int readings;
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

int attachment_statistics(const struct attachment *attachment,
			  struct program_statistics *ret_statistics)
{
	(void)attachment;
	*ret_statistics = (struct program_statistics){};
	ret_statistics->hits = kernel.readings++ ? kernel.hits : 0;
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
	ret_counters->value[COUNTER_hits] = kernel.witnessed;
	return 0;
}

static json_t *look(double witnessed, uint64_t hits)
{
	static const struct workload_ops ops;
	struct session session = { .workload.ops = &ops, .attachment.hits_per_operation = 2 };

	kernel.witnessed = witnessed;
	kernel.hits = hits;
	kernel.readings = 0;
	return witness_look(&session);
}

static void its_hits_say_what_is_right(void **state)
{
	json_t *seen = look(50, 97);

	(void)state;
	assert_true(json_number_value(json_object_get(seen, "expected")) == 100);
	assert_int_equal(json_integer_value(json_object_get(seen, "hits")), 97);
	json_decref(seen);
}

/* That none was lost cannot be said by it: the client is elsewhere, or did nothing just then. */
static void who_saw_nothing_is_no_witness(void **state)
{
	(void)state;
	assert_null(look(0, 0));
	assert_null(look(NAN, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_hits_say_what_is_right),
		cmocka_unit_test(who_saw_nothing_is_no_witness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
