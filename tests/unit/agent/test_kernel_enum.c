// SPDX-License-Identifier: GPL-2.0-or-later
/* Numbers by name from BTF that the test makes: what a later header says is not asked. */
#include "agent/kernel_enum.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* As a kernel has them that numbers its kinds in another way than ours. */
static int btf_make(void **state)
{
	struct btf *btf = btf__new_empty();

	btf__add_enum(btf, "bpf_attach_type", 4);
	btf__add_enum_value(btf, "BPF_CGROUP_INET_INGRESS", 0);
	btf__add_enum_value(btf, "BPF_TRACE_UPROBE_SESSION", 57);
	btf__add_enum(btf, "bpf_link_type", 4);
	btf__add_enum_value(btf, "BPF_LINK_TYPE_UPROBE_MULTI", 12);
	btf__add_enum(btf, "", 4);
	btf__add_enum_value(btf, "HI_SOFTIRQ", 0);
	btf__add_enum(btf, "", 4);
	btf__add_enum_value(btf, "NET_RX_SOFTIRQ", 3);
	*state = btf;
	return 0;
}

static int btf_free(void **state)
{
	btf__free(*state);
	return 0;
}

static void a_number_is_the_kernels_own(void **state)
{
	struct error err = {};

	assert_int_equal(kernel_attach_type(*state, "BPF_TRACE_UPROBE_SESSION", &err), 57);
	assert_int_equal(kernel_attach_type(*state, "BPF_CGROUP_INET_INGRESS", &err), 0);
	assert_int_equal(kernel_link_type(*state, "BPF_LINK_TYPE_UPROBE_MULTI", &err), 12);
}

static void what_the_kernel_lacks_is_unsupported(void **state)
{
	struct error err = {};

	assert_int_equal(kernel_attach_type(*state, "BPF_TRACE_FSESSION", &err), -EOPNOTSUPP);
	assert_string_equal(err.text, "the kernel has no BPF_TRACE_FSESSION (its enum "
				      "bpf_attach_type has none)");
	assert_int_equal(kernel_link_type(*state, "BPF_TRACE_UPROBE_SESSION", &err), -EOPNOTSUPP);
	assert_int_equal(kernel_enum_number(*state, "bpf_map_type", "BPF_MAP_TYPE_HASH"), -ENOENT);
}

static void an_enumeration_need_not_have_a_name(void **state)
{
	assert_int_equal(kernel_enum_number(*state, "", "HI_SOFTIRQ"), 0);
	assert_int_equal(kernel_enum_number(*state, "", "NET_RX_SOFTIRQ"), 3);
	assert_int_equal(kernel_enum_number(*state, "", "BPF_LINK_TYPE_UPROBE_MULTI"), -ENOENT);
	assert_int_equal(kernel_enum_number(NULL, "", "NET_RX_SOFTIRQ"), -ENOENT);
}

static void without_btf_nothing_is_guessed(void **state)
{
	struct error err = {};

	(void)state;
	assert_int_equal(kernel_attach_type(NULL, "BPF_TRACE_UPROBE_SESSION", &err), -EOPNOTSUPP);
	assert_non_null(strstr(err.text, "CONFIG_DEBUG_INFO_BTF"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_the_kernels_own),
		cmocka_unit_test(what_the_kernel_lacks_is_unsupported),
		cmocka_unit_test(an_enumeration_need_not_have_a_name),
		cmocka_unit_test(without_btf_nothing_is_guessed),
	};

	return cmocka_run_group_tests(tests, btf_make, btf_free);
}
