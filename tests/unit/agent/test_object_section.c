// SPDX-License-Identifier: GPL-2.0-or-later
/* What names of sections and of hooks say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/network_section.h"
#include "agent/object_section.h"
#include "agent/trigger/call_choice.h"
#include "common/cleanup.h"

static void sections(void **state)
{
	static const struct {
		const char *section, *mechanism, *function, *tracepoint;
	} known[] = {
		{ "tp/syscalls/sys_enter_openat", "tracepoint", "", "syscalls:sys_enter_openat" },
		{ "tracepoint/sched/sched_switch", "tracepoint", "", "sched:sched_switch" },
		{ "raw_tp/sys_enter", "raw-tracepoint", "", "sys_enter" },
		{ "tp_btf/sched_switch", "tp-btf", "", "sched_switch" },
		{ "kprobe/vfs_read", "kprobe-ftrace", "vfs_read", "" },
		{ "kretprobe/vfs_read", "kretprobe", "vfs_read", "" },
		{ "ksyscall/openat", "kprobe-ftrace", "__x64_sys_openat", "" },
		{ "kretsyscall/openat", "kretprobe", "__x64_sys_openat", "" },
		{ "kprobe.multi/vfs_read", "kprobe-fprobe", "vfs_read", "" },
		{ "kprobe.multi/tcp_*", "kprobe-fprobe", "tcp_*", "" },
		{ "kretprobe.multi/?cp_send", "kretprobe-fprobe", "?cp_send", "" },
		{ "kretprobe.multi/vfs_read", "kretprobe-fprobe", "vfs_read", "" },
		{ "fentry/vfs_read", "fentry", "vfs_read", "" },
		{ "fentry.s/vfs_read", "fentry-sleepable", "vfs_read", "" },
		{ "fexit/vfs_read", "fexit", "vfs_read", "" },
		{ "fmod_ret/vfs_read", "fmod-ret", "vfs_read", "" },
		{ "lsm/file_open", "lsm", "bpf_lsm_file_open", "" },
		{ "xdp", "xdp-generic", "", "" },
		{ "xdp.frags", "xdp-generic", "", "" },
		{ "tc", "tcx", "", "" },
		{ "classifier", "tcx", "", "" },
		{ "tcx/ingress", "tcx", "", "" },
		{ "tc/egress", "tcx", "", "" },
		{ "cgroup_skb/ingress", "cgroup-skb", "", "" },
		{ "cgroup_skb/egress", "cgroup-skb", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		struct object_hook hook;

		object_section_read(known[i].section, "__x64_", &hook);
		assert_string_equal(hook.mechanism, known[i].mechanism);
		assert_string_equal(hook.function, known[i].function);
		assert_string_equal(hook.tracepoint, known[i].tracepoint);
		assert_string_equal(hook.reason, "");
		assert_false(hook.is_in_place);
	}
}

/* Each with a reason that names the section, and nothing to hang on. */
static void sections_that_are_not_attached(void **state)
{
	static const char *const others[] = {
		"xdp/devmap",
		"xdp.frags/cpumap",
		"xdp/elsewhere",
		"tc/sideways",
		"sk_msg",
		"cgroup/skb",
		"cgroup/connect4",
		"sockops",
		"struct_ops/open",
		"flow_dissector",
		"",
		"kprobe",
		"kprobe/",
		"kprobe/tcp_*",
		"kprobe.session/tcp_*",
		"kprobe.multi/tcp_[a]*",
		"fentryx/a",
		"tp/name",
		"freplace/a",
		"uprobes/a:b",
		"uprobe+/a:b",
		"uprobe.s.s",
		"perf_event",
		"kprobe/a+0x10",
		"kprobe/a b",
		"/kprobe/a",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct object_hook hook;

		object_section_read(others[i], "__x64_", &hook);
		assert_null(hook.mechanism);
		assert_string_equal(hook.function, "");
		assert_string_equal(hook.tracepoint, "");
		assert_non_null(strstr(hook.reason, others[i]));
	}
}

/* Whatever they name, a pattern or nothing at all, it is the agent's own that they hang on. */
static void sections_of_user_space(void **state)
{
	static const struct {
		const char *section, *mechanism, *function, *in_place_of;
		bool may_sleep;
	} known[] = {
		{ "uprobe//bin/sh:main", "uprobe", "user:text", "/bin/sh:main", false },
		{ "uprobe", "uprobe", "user:text", "", false },
		{ "uprobe/", "uprobe", "user:text", "", false },
		{ "uprobe.s/a:b", "uprobe-sleepable", "user:text", "a:b", true },
		{ "uretprobe/a:b+0x10", "uretprobe", "user:text", "a:b+0x10", false },
		{ "uretprobe.s/a:b", "uretprobe", "user:text", "a:b", true },
		{ "uprobe.multi/libc.so.6:mall*", "uprobe-multi", "user:text", "libc.so.6:mall*",
		  false },
		{ "uprobe.multi.s", "uprobe-multi", "user:text", "", true },
		{ "uretprobe.multi/a:b", "uretprobe-multi", "user:text", "a:b", false },
		{ "uretprobe.multi.s/a:b", "uretprobe-multi", "user:text", "a:b", true },
		{ "uprobe.session/a:b", "uprobe-session", "user:text", "a:b", false },
		{ "uprobe.session.s/a:b", "uprobe-session", "user:text", "a:b", true },
		{ "usdt", "usdt", "user:usdt-text", "", false },
		{ "usdt/libc.so.6:libc:setjmp", "usdt", "user:usdt-text", "libc.so.6:libc:setjmp",
		  false },
		{ "usdt.s/a:b:c", "usdt", "user:usdt-text", "a:b:c", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		struct object_hook hook;

		object_section_read(known[i].section, "__x64_", &hook);
		assert_string_equal(hook.mechanism, known[i].mechanism);
		assert_string_equal(hook.function, known[i].function);
		assert_string_equal(hook.tracepoint, "");
		assert_string_equal(hook.reason, "");
		assert_true(hook.is_in_place);
		assert_string_equal(hook.in_place_of, known[i].in_place_of);
		assert_int_equal(hook.may_sleep, known[i].may_sleep);
	}
}

/* What is not attached says what would have to be there, not that it is of some kind. */
static void each_place_that_is_left_out_has_its_own_reason(void **state)
{
	static const struct {
		const char *section, *why;
	} left_out[] = {
		{ "xdp/cpumap", "another program redirects" },
		{ "sk_skb/stream_parser", "into a map" },
		{ "flow_dissector", "takes packets apart" },
		{ "struct_ops.s/init", "no event" },
		{ "lwt_xmit", "route" },
		{ "iter/task", "reads its list" },
		{ "socket", "its loader's" },
		{ "cgroup/connect4", "another number each time" },
		{ "cgroup/sysctl", "no event here asks" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(left_out); i++)
		assert_non_null(
		    strstr(network_section_find(left_out[i].section)->why_not, left_out[i].why));
	assert_true(network_section_find("tcx/egress")->is_egress);
	assert_false(network_section_find("tc")->is_egress);
	assert_null(network_section_find("fentry/vfs_read"));
}

static void system_calls(void **state)
{
	static const struct {
		struct hook hook;
		const char *name;
	} of[] = {
		{ { .tracepoint = "syscalls:sys_enter_openat" }, "openat" },
		{ { .tracepoint = "syscalls:sys_exit_newfstat" }, "fstat" },
		{ { .function = "__x64_sys_read" }, "read" },
		{ { .function = "__arm64_sys_read" }, "read" },
		{ { .function = "ksys_write" }, "write" },
		{ { .function = "vfs_read" }, NULL },
		{ { .tracepoint = "raw_syscalls:sys_enter" }, NULL },
		{ { 0 }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(of); i++) {
		char name[64] = "";

		assert_int_equal(call_of_hook(&of[i].hook, name, sizeof(name)), of[i].name != NULL);
		assert_string_equal(name, of[i].name ? of[i].name : "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections),
		cmocka_unit_test(sections_that_are_not_attached),
		cmocka_unit_test(sections_of_user_space),
		cmocka_unit_test(each_place_that_is_left_out_has_its_own_reason),
		cmocka_unit_test(system_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
