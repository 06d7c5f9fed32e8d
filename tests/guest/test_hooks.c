// SPDX-License-Identifier: GPL-2.0-or-later
/* Hooks in a real guest: of each kind, of the wrong kind, that are not there, that never run. */
#include "mechanism_guest.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void test_user_probes_on_every_instruction(void **state)
{
	static const char *const mechanisms[] = { "uprobe", "uretprobe", "uprobe-multi",
						  "uretprobe-multi" };
	static const char *const functions[] = { "user:push", "user:ret" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++)
		for (size_t k = 0; k < ARRAY_SIZE(functions); k++)
			check_at(*state, mechanisms[i], "null", functions[k]);
}

static void test_hooks_of_the_wrong_kind(void **state)
{
	refused_check(*state, "uprobe", "user:pop", "unsupported", "no probe point 'user:pop'");
	refused_check(*state, "usdt", "user:nop", "failed", "no usdt without a semaphore");
	refused_check(*state, "usdt", "user:usdt-semaphore", "failed", "without a semaphore");
	refused_check(*state, "usdt-semaphore", "user:usdt", "failed", "with a semaphore");
	refused_check(*state, "fmod-ret", "udp_recvmsg", "unsupported", "not modifiable");
}

/* What `micro` triggers where the kernel has it. */
static void test_fmod_ret_on_the_kernels_own_function(void **state)
{
	json_t *reply = attach_to(*state, "fmod-ret", "null", "bpf_modify_return_test_tp", "x:y");

	assert_string_equal(text_of(reply, "status"), "attached");
	json_decref(reply);
	reply = detach(*state);
	assert_true(json_is_true(json_object_get(reply, "clean")));
	json_decref(reply);
}

static void test_hook_that_never_runs(void **state)
{
	json_t *reply = attach_to(*state, "fentry", "null", "udp_abort", "oom:mark_victim");

	assert_string_equal(text_of(reply, "status"), "attached");
	json_decref(reply);
	statistics(*state, 1, "fd");
	reply = window(*state);
	statistics(*state, 0, "fd");
	assert_true(counter(reply, "hits") == 0);
	assert_true(counter(reply, "hit_operations") > 0);
	json_decref(reply);
	json_decref(detach(*state));
}

static void test_function_that_is_not_there(void **state)
{
	json_t *reply = guest_ask(*state, REQUEST_check_hook, "{s:s}", "function", "udp_recvmsh");

	assert_true(json_is_false(json_object_get(reply, "exists")));
	assert_string_equal(json_string_value(json_array_get(json_object_get(reply, "similar"), 0)),
			    "udp_recvmsg");
	json_decref(reply);
	reply = attach_to(*state, "fentry", "null", "udp_recvmsh", "x:y");
	assert_string_equal(text_of(reply, "status"), "unsupported");
	json_decref(reply);
	reply = attach_to(*state, "kprobe-ftrace", "null", "udp_recvmsh", "x:y");
	assert_string_equal(text_of(reply, "status"), "failed");
	assert_string_equal(text_of(reply, "step"), "attach");
	json_decref(reply);
}

const struct CMUnitTest hook_tests[] = {
	cmocka_unit_test(test_user_probes_on_every_instruction),
	cmocka_unit_test(test_hooks_of_the_wrong_kind),
	cmocka_unit_test(test_fmod_ret_on_the_kernels_own_function),
	cmocka_unit_test(test_hook_that_never_runs),
	cmocka_unit_test(test_function_that_is_not_there),
	{},
};
