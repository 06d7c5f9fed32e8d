// SPDX-License-Identifier: GPL-2.0-or-later
/* Kernel 6.1: what came later is unsupported, and why; what is left is all there. */
#include "mechanism_guest.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* 6.1: what came later is unsupported, and why; what is left is all there. */
static void test_old_kernel_says_what_it_lacks(void **state)
{
	refused_check(*state, "kprobe-session", "udp_recvmsg", "unsupported",
		      "no BPF_TRACE_KPROBE_SESSION");
	refused_check(*state, "uprobe-multi", "user:nop", "unsupported",
		      "no BPF_TRACE_UPROBE_MULTI");
	refused_check(*state, "uretprobe-multi", "user:nop", "unsupported",
		      "no BPF_TRACE_UPROBE_MULTI");
	refused_check(*state, "fmod-ret", "bpf_modify_return_test_tp", "unsupported",
		      "BTF has no 'bpf_modify_return_test_tp'");
}

static void test_old_kernel_has_the_others(void **state)
{
	static const char *const mechanisms[] = { "fmod-ret",	      "uprobe", "uretprobe",
						  "uprobe-sleepable", "usdt",	"usdt-semaphore" };

	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++)
		mechanism_check(*state, mechanisms[i], "null");
}

static void test_old_kernel_loads_every_program(void **state)
{
	for (size_t i = 0; i < program_names_count; i++)
		if (is_program(i))
			mechanism_check(*state, "uprobe", program_names[i].name);
}

const struct CMUnitTest older_tests[] = {
	cmocka_unit_test(test_old_kernel_says_what_it_lacks),
	cmocka_unit_test(test_old_kernel_has_the_others),
	cmocka_unit_test(test_old_kernel_loads_every_program),
	{},
};
