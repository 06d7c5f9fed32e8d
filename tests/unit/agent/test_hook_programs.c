// SPDX-License-Identifier: GPL-2.0-or-later
/* Who hangs on a hook, by lists of links and descriptors that the test makes up. */
#include "agent/hook_programs.h"
#include "agent/newer_link_info.h"
#include "agent/symbols.h"
#include "environment/bpf_programs.h"
#include "environment/processes.h"
#include "environment/program_holders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#define FUNCTION_ID 4711
#define TRACEPOINT_ID 4712
#define PINNED 99 /* a program that no process holds */
#define ADDRESS UINT64_C(0xffffffff81000000)

/* A link, or a perf event of process 812. */
struct kernel_entry {
	__u32 link_type, program;
	__u32 attach_type, btf_id, btf_object; /* tracing */
	const char *name;		       /* raw tracepoint, perf event */
	__u32 perf_type;
	uint64_t address; /* kprobe.multi */
	bool no_place;	  /* a kernel that does not say where */
};

static const struct kernel_entry *links, *asked, *perf_event;
static size_t link_count;
static int allowed; /* 0, or a negative errno */
static uint32_t ours, program_type;
static int link_fd = -1; /* the last that was given out */

int bpf_link_get_next_id(__u32 start, __u32 *ret_next)
{
	if (allowed < 0)
		return allowed;
	if (start >= link_count)
		return -ENOENT;
	*ret_next = start + 1;
	return 0;
}

int bpf_link_get_fd_by_id(__u32 id)
{
	asked = &links[id - 1];
	link_fd = open("/dev/null", O_RDONLY);
	return link_fd;
}

int bpf_prog_get_fd_by_id(__u32 id)
{
	(void)id;
	return open("/dev/null", O_RDONLY);
}

static void name_put(__u64 where, __u32 size, const char *name)
{
	if (where)
		snprintf((char *)(uintptr_t)where, size, "%s", name);
}

static void kprobe_multi_fill(struct newer_link_info *info)
{
	uint64_t *addresses = (uint64_t *)(uintptr_t)info->kprobe_multi.addrs;

	if (addresses && info->kprobe_multi.count)
		*addresses = asked->address;
	info->kprobe_multi.count = asked->no_place ? 0 : 1;
}

static void perf_fill(struct newer_link_info *info)
{
	name_put(info->perf_event.tracepoint.name, info->perf_event.tracepoint.name_len,
		 asked->name);
	info->perf_event.type = asked->no_place ? 0 : asked->perf_type;
}

/* As the kernel does with what is behind what it knows (bpf_check_uarg_tail_zero()). */
static void expect_zero_tail(const struct newer_link_info *info)
{
	for (size_t i = 8; i < sizeof(info->room) / sizeof(*info->room); i++)
		assert_int_equal(info->room[i], 0);
}

static void link_fill(struct newer_link_info *info)
{
	expect_zero_tail(info);
	info->type = asked->link_type;
	info->prog_id = asked->program;
	if (info->type == BPF_LINK_TYPE_RAW_TRACEPOINT)
		name_put(info->raw_tracepoint.name, info->raw_tracepoint.name_len, asked->name);
	if (info->type == NEWER_LINK_KPROBE_MULTI)
		kprobe_multi_fill(info);
	if (info->type == NEWER_LINK_PERF_EVENT)
		perf_fill(info);
	if (info->type != BPF_LINK_TYPE_TRACING)
		return;
	info->tracing.attach_type = asked->attach_type;
	info->tracing.target_obj_id = asked->btf_object;
	info->tracing.target_btf_id = asked->btf_id;
}

int bpf_obj_get_info_by_fd(int fd, void *info, __u32 *size)
{
	(void)fd;
	if (*size == sizeof(struct bpf_prog_info))
		*(struct bpf_prog_info *)info =
		    (struct bpf_prog_info){ .name = "dump_task", .type = program_type };
	else
		link_fill(info);
	return 0;
}

int bpf_task_fd_query(int pid, int fd, __u32 flags, char *name, __u32 *length, __u32 *ret_program,
		      __u32 *ret_type, __u64 *ret_offset, __u64 *ret_address)
{
	(void)flags;
	assert_int_equal(pid, 812);
	assert_int_equal(fd, 5);
	snprintf(name, *length, "%s", perf_event->name);
	*ret_program = perf_event->program;
	*ret_type = perf_event->perf_type;
	*ret_offset = *ret_address = 0;
	return 0;
}

__s32 btf__find_by_name_kind(const struct btf *btf, const char *name, __u32 kind)
{
	(void)btf;
	assert_string_equal(name,
			    kind == BTF_KIND_FUNC ? "udp_recvmsg" : "btf_trace_sock_recv_length");
	return kind == BTF_KIND_FUNC ? FUNCTION_ID : TRACEPOINT_ID;
}

uint64_t symbol_address(const char *function)
{
	assert_string_equal(function, "udp_recvmsg");
	return ADDRESS;
}

bool bpf_program_is_ours(uint32_t id)
{
	/* Whoever has a descriptor of its link has the program. */
	return id == ours || (link_fd >= 0 && fcntl(link_fd, F_GETFD) >= 0);
}

json_t *program_holders(const char *root, uint32_t program)
{
	(void)root;
	return program == PINNED ? json_array() : json_pack("[s]", "process 812 (bpftrace)");
}

json_t *processes_that_hold(const char *root,
			    bool (*holds)(const struct process_descriptor *descriptor,
					  void *context),
			    void *context)
{
	const struct process_descriptor descriptor = { root, "812", "5",
						       "anon_inode:[perf_event]" };

	if (perf_event)
		assert_false(holds(&descriptor, context));
	return json_array();
}

static json_t *found(void)
{
	const struct hook hook = { .function = "udp_recvmsg",
				   .tracepoint = "sock:sock_recv_length" };

	return hook_programs(&hook, (const struct btf *)links);
}

/* One link, or one perf event, and the sentence it has to give; "" for none. */
static void expect(const struct kernel_entry *link, const struct kernel_entry *perf,
		   const char *sentence)
{
	json_t *programs;
	const char *text;

	links = link ? link : perf;
	link_count = link != NULL;
	perf_event = perf;
	programs = found();
	assert_int_equal(json_array_size(programs), *sentence != 0);
	text = json_string_value(json_array_get(programs, 0));
	if (*sentence)
		assert_string_equal(text, sentence);
	json_decref(programs);
}

#define HELD ", held by process 812 (bpftrace)"
#define TRACING(attach, id, object)                                                                \
	&(const struct kernel_entry)                                                               \
	{                                                                                          \
		.link_type = BPF_LINK_TYPE_TRACING, .program = 57, .attach_type = (attach),        \
		.btf_id = (id), .btf_object = (object)                                             \
	}
#define NAMED(type, id, of_name, perf)                                                             \
	&(const struct kernel_entry)                                                               \
	{                                                                                          \
		.link_type = (type), .program = (id), .name = (of_name), .perf_type = (perf)       \
	}

static void trampolines(void **state)
{
	(void)state;
	expect(TRACING(BPF_TRACE_FENTRY, FUNCTION_ID, 1), NULL,
	       "fentry program dump_task (id 57) on udp_recvmsg" HELD);
	expect(TRACING(BPF_TRACE_FEXIT, FUNCTION_ID, 1), NULL,
	       "fexit program dump_task (id 57) on udp_recvmsg" HELD);
	expect(TRACING(BPF_TRACE_RAW_TP, TRACEPOINT_ID, 1), NULL,
	       "tp-btf program dump_task (id 57) on sock_recv_length" HELD);
	expect(TRACING(BPF_TRACE_FENTRY, FUNCTION_ID + 9, 1), NULL, "");
	/* The same number in the BTF of a module, or of a program, is something else. */
	expect(TRACING(BPF_TRACE_FENTRY, FUNCTION_ID, 7), NULL, "");
}

static void names_of_links(void **state)
{
	(void)state;
	expect(NAMED(BPF_LINK_TYPE_RAW_TRACEPOINT, 57, "sock_recv_length", 0), NULL,
	       "raw-tracepoint program dump_task (id 57) on sock_recv_length" HELD);
	program_type = BPF_PROG_TYPE_TRACING;
	expect(NAMED(BPF_LINK_TYPE_RAW_TRACEPOINT, 57, "sock_recv_length", 0), NULL,
	       "tp-btf program dump_task (id 57) on sock_recv_length" HELD);
	program_type = 0;
	expect(NAMED(BPF_LINK_TYPE_RAW_TRACEPOINT, 57, "sched_switch", 0), NULL, "");
	expect(NAMED(NEWER_LINK_PERF_EVENT, 57, "sock_recv_length", NEWER_PERF_TRACEPOINT), NULL,
	       "tracepoint program dump_task (id 57) on sock_recv_length" HELD);
	expect(NAMED(NEWER_LINK_PERF_EVENT, 57, "udp_recvmsg", NEWER_PERF_KPROBE), NULL,
	       "kprobe program dump_task (id 57) on udp_recvmsg" HELD);
	expect(NAMED(NEWER_LINK_PERF_EVENT, 57, "tcp_recvmsg", NEWER_PERF_KPROBE), NULL, "");
}

static void functions_of_a_kprobe_multi(void **state)
{
	struct kernel_entry entry = { .link_type = NEWER_LINK_KPROBE_MULTI,
				      .program = 57,
				      .address = ADDRESS };

	(void)state;
	expect(&entry, NULL, "kprobe-fprobe program dump_task (id 57) on udp_recvmsg" HELD);
	entry.address = ADDRESS + 16;
	expect(&entry, NULL, "");
	/* Before 6.6 nobody knows; ftrace's list still has a line. */
	entry.address = ADDRESS;
	entry.no_place = true;
	expect(&entry, NULL, "");
}

/* A link of an old kernel that does not say where, whose process still has the event. */
static void perf_events_of_processes(void **state)
{
	const struct kernel_entry *perf = NAMED(0, 57, "udp_recvmsg", BPF_FD_TYPE_KPROBE);
	struct kernel_entry link = {
		.link_type = NEWER_LINK_PERF_EVENT, .program = 57, .name = "", .no_place = true
	};

	(void)state;
	expect(NULL, perf, "kprobe program dump_task (id 57) on udp_recvmsg" HELD);
	expect(&link, perf, "kprobe program dump_task (id 57) on udp_recvmsg" HELD);
	expect(NULL, NAMED(0, PINNED, "udp_recvmsg", BPF_FD_TYPE_KRETPROBE),
	       "kprobe program dump_task (id 99) on udp_recvmsg, held by process 812");
	expect(NULL, NAMED(0, 57, "udp_recvmsg", BPF_FD_TYPE_UPROBE), "");
	/* The same program twice is one. */
	link.no_place = false;
	link.name = "udp_recvmsg";
	link.perf_type = NEWER_PERF_KPROBE;
	expect(&link, perf, "kprobe program dump_task (id 57) on udp_recvmsg" HELD);
}

static void nobody_seen_ours_and_nobody_asked(void **state)
{
	(void)state;
	expect(NAMED(BPF_LINK_TYPE_RAW_TRACEPOINT, PINNED, "sock_recv_length", 0), NULL,
	       "raw-tracepoint program dump_task (id 99) on sock_recv_length, held by nobody whom "
	       "/proc shows");
	ours = 57;
	expect(NAMED(BPF_LINK_TYPE_RAW_TRACEPOINT, 57, "sock_recv_length", 0), NULL, "");
	ours = 0;
	allowed = -EPERM;
	perf_event = NULL;
	assert_null(found());
	allowed = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trampolines),
		cmocka_unit_test(names_of_links),
		cmocka_unit_test(functions_of_a_kprobe_multi),
		cmocka_unit_test(perf_events_of_processes),
		cmocka_unit_test(nobody_seen_ours_and_nobody_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
