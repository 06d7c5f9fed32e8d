// SPDX-License-Identifier: GPL-2.0-or-later
/* What happens behind the agent's back, and what it is asked that means nothing. */
#include "mechanism_guest.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void test_statistics_by_sysctl(void **state)
{
	json_t *reply;

	json_decref(attach(*state, "fentry", "null"));
	statistics(*state, 1, "sysctl");
	reply = window(*state);
	assert_true(counter(reply, "hits") > 0);
	json_decref(reply);
	statistics(*state, 0, "sysctl");
	reply = window(*state);
	assert_true(counter(reply, "hits") == -1); /* not counted is absent, not 0 */
	json_decref(reply);
	json_decref(detach(*state));
}

static void test_detached_behind_its_back(void **state)
{
	static const char *const mechanisms[] = { "fentry", "kprobe-fprobe", "kprobe-ftrace",
						  "tracepoint" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++) {
		json_t *reply = attach(*state, mechanisms[i], "null");

		json_decref(reply);
		json_decref(guest_ask(*state, REQUEST_sabotage, NULL));
		reply = detach(*state);
		if (!json_is_false(json_object_get(reply, "held")))
			fail_msg("%s: nobody noticed", mechanisms[i]);
		json_decref(reply);
	}
}

static void test_nonsense_is_answered(void **state)
{
	struct error err = {};
	struct guest *guest = *state;
	json_t *reply;

	target_send(guest->target, json_pack("{s:s}", "do", "dance"), &err);
	assert_int_equal(target_receive(guest->target, UINT64_MAX, &reply, &err), 0);
	assert_non_null(strstr(text_of(reply, "error"), "no request 'dance'"));
	json_decref(reply);
}

const struct CMUnitTest detach_tests[] = {
	cmocka_unit_test(test_statistics_by_sysctl),
	cmocka_unit_test(test_detached_behind_its_back),
	cmocka_unit_test(test_nonsense_is_answered),
	{},
};
