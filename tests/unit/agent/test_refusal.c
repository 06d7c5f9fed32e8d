// SPDX-License-Identifier: GPL-2.0-or-later
/* Why a program was not loaded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "agent/refusal.h"

static void the_verifiers_last_word(void **state)
{
	char helper[] = "0: R1=ctx() R10=fp0\n0: (85) call bpf_get_stackid#27\n"
			"program of this type cannot use helper bpf_get_stackid#27\n"
			"verification time 33 usec\nstack depth 0+0\n"
			"processed 1 insns (limit 1000000) max_states_per_insn 0\n\n";
	char function[] = "udp_recvmsg() is not modifiable";
	char only_statistics[] = "processed 2 insns (limit 1000000)\n";
	char empty[] = "";

	(void)state;
	assert_string_equal(verifier_reason(helper),
			    "program of this type cannot use helper bpf_get_stackid#27");
	assert_string_equal(verifier_reason(function), "udp_recvmsg() is not modifiable");
	assert_null(verifier_reason(only_statistics));
	assert_null(verifier_reason(empty));
}

/* A log makes it unsupported, whatever the code; without one the code says what it was. */
static void codes(void **state)
{
	char log[] = "R0 invalid\n", empty[] = "";
	struct error err;

	(void)state;
	assert_int_equal(load_refused("comm", EACCES, log, &err), -EOPNOTSUPP);
	assert_string_equal(err.text, "the verifier refused program 'comm': R0 invalid");
	assert_int_equal(load_refused("comm", EPERM, empty, &err), -EPERM);
	assert_non_null(strstr(err.text, "CAP_BPF"));
	assert_int_equal(load_refused("comm", ENOMEM, empty, &err), -ENOMEM);
	assert_non_null(strstr(err.text, "'comm' was not loaded"));
}

/* Another kernel is no remedy where memory was short. */
static void what_memory_refuses(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(object_refused("map 'big': failed to create", EINVAL, &err), -EOPNOTSUPP);
	assert_string_equal(err.text, "map 'big': failed to create (Invalid argument)");
	assert_int_equal(object_refused("", EINVAL, &err), -EOPNOTSUPP);
	assert_string_equal(err.text, "libbpf does not load it (Invalid argument)");
	assert_int_equal(object_refused("map 'big': failed to create", ENOMEM, &err), -ENOMEM);
	assert_string_equal(err.text, "map 'big': failed to create (Cannot allocate memory): "
				      "--memory SIZE for more");
}

/* 6.1 has no sock:sock_recv_length. */
static void a_tracepoint_that_is_not_there(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(no_tracepoint("sock:sock_recv_length", &err), -EOPNOTSUPP);
	assert_non_null(strstr(err.text, "no tracepoint sock:sock_recv_length; name another one"));
}

/* Not to be seen at all is not the same as seen not to be there. */
static void what_is_not_shown(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(not_shown("enabled_functions", "udp_recvmsg", NULL, &err), -EOPNOTSUPP);
	assert_non_null(strstr(err.text, "mount -t tracefs"));
	assert_null(strstr(err.text, "does not show"));
	assert_int_equal(not_shown("enabled_functions", "udp_recvmsg", "/sys/kernel/tracing", &err),
			 -EPROTO);
	assert_string_equal(err.text, "enabled_functions does not show udp_recvmsg");
}

static void a_module_by_its_whole_name(void **state)
{
	(void)state;
	assert_true(security_modules_have("lockdown,capability,bpf", "bpf"));
	assert_true(security_modules_have("bpf", "bpf"));
	assert_true(security_modules_have("bpf,ipe", "bpf"));
	assert_false(security_modules_have("lockdown,ebpf,bpfx", "bpf"));
	assert_false(security_modules_have("", "bpf"));
	assert_false(security_modules_have(NULL, "bpf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verifiers_last_word),
		cmocka_unit_test(a_module_by_its_whole_name),
		cmocka_unit_test(codes),
		cmocka_unit_test(what_memory_refuses),
		cmocka_unit_test(a_tracepoint_that_is_not_there),
		cmocka_unit_test(what_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
