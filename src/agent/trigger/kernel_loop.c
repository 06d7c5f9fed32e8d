// SPDX-License-Identifier: GPL-2.0-or-later
/* Triggers that run inside the kernel: the programs bpf/trigger_*.bpf.c. */
#include "agent/trigger/trigger.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

#include "trigger_function.skel.h"
#include "trigger_half.skel.h"
#include "trigger_tracepoint.skel.h"

/* What the skeletons have in common, whose types differ only by name. */
struct kernel_loop {
	void *skeleton;
	void (*destroy)(void *skeleton);
	int program_fd, one_fd;
	volatile __u64 *events, *elapsed_ns, *ticks; /* mapped from the program */
};

static int loop_run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	const struct kernel_loop *loop = trigger->state;
	LIBBPF_OPTS(bpf_test_run_opts, options);
	int ran;

	*loop->events = events;
	ran = bpf_prog_test_run_opts(loop->program_fd, &options);
	if (ran < 0)
		return ran;
	*ret_pass =
	    (struct trigger_pass){ .elapsed_ns = *loop->elapsed_ns, .disturbed = *loop->ticks > 0 };
	return 0;
}

static int loop_one(struct trigger *trigger)
{
	const struct kernel_loop *loop = trigger->state;
	LIBBPF_OPTS(bpf_test_run_opts, options);

	return bpf_prog_test_run_opts(loop->one_fd, &options);
}

static void loop_close(struct trigger *trigger)
{
	struct kernel_loop *loop = trigger->state;

	loop->destroy(loop->skeleton);
	free(loop);
}

static int loop_refused(int code, struct error *err)
{
	return error_errno(err, ERROR_RESULT, code, "the trigger program was not loaded");
}

/* Makes calls of the kernel's function out of those that mark its place. */
static int kfunc_put(struct bpf_program *program, int kfunc_id)
{
	size_t count = bpf_program__insn_cnt(program);
	CLEANUP_FREE struct bpf_insn *code = malloc(count * sizeof(*code));

	if (!code)
		return -ENOMEM;
	memcpy(code, bpf_program__insns(program), count * sizeof(*code));
	for (size_t i = 0; i < count; i++) {
		if (code[i].code != (BPF_JMP | BPF_CALL) || code[i].imm != TRIGGER_KFUNC_MARK)
			continue;
		code[i].src_reg = BPF_PSEUDO_KFUNC_CALL;
		code[i].imm = kfunc_id;
	}
	return bpf_program__set_insns(program, code, count);
}

/* A skeleton is a type of its own for each program: so is the function that opens it. */
#define LOOP_OPEN(function, skeleton_name)                                                         \
	static void function##_destroy(void *skeleton)                                             \
	{                                                                                          \
		skeleton_name##_bpf__destroy(skeleton);                                            \
	}                                                                                          \
                                                                                                   \
	static int function(struct trigger *trigger, int kfunc_id, struct error *err)              \
	{                                                                                          \
		struct skeleton_name##_bpf *skeleton = skeleton_name##_bpf__open();                \
		struct kernel_loop *loop = skeleton ? malloc(sizeof(*loop)) : NULL;                \
		int code = loop ? kfunc_put(skeleton->progs.bpftax_trigger, kfunc_id) : -ENOMEM;   \
                                                                                                   \
		if (!code)                                                                         \
			code = kfunc_put(skeleton->progs.bpftax_trigger_one, kfunc_id);            \
		if (!code)                                                                         \
			code = skeleton_name##_bpf__load(skeleton);                                \
		if (code < 0) {                                                                    \
			free(loop);                                                                \
			skeleton_name##_bpf__destroy(skeleton);                                    \
			return loop_refused(-code, err);                                           \
		}                                                                                  \
		*loop = (struct kernel_loop){                                                      \
			.skeleton = skeleton,                                                      \
			.destroy = function##_destroy,                                             \
			.program_fd = bpf_program__fd(skeleton->progs.bpftax_trigger),             \
			.one_fd = bpf_program__fd(skeleton->progs.bpftax_trigger_one),             \
			.events = &skeleton->bss->trigger_events,                                  \
			.elapsed_ns = &skeleton->bss->trigger_elapsed_ns,                          \
			.ticks = &skeleton->bss->trigger_ticks,                                    \
		};                                                                                 \
		trigger->state = loop;                                                             \
		return 0;                                                                          \
	}

LOOP_OPEN(function_load, trigger_function)
LOOP_OPEN(half_load, trigger_half)
LOOP_OPEN(tracepoint_load, trigger_tracepoint)

static int function_open(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	(void)view;
	return function_load(trigger, 0, err);
}

static int half_open(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	(void)view;
	return half_load(trigger, 0, err);
}

#define KFUNC "bpf_modify_return_test_tp"

static int tracepoint_open(struct trigger *trigger, const struct kernel_view *view,
			   struct error *err)
{
	int id = view->btf ? btf__find_by_name_kind(view->btf, KFUNC, BTF_KIND_FUNC) : -ENOENT;

	if (id < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no " KFUNC " (6.10 and later have)");
	return tracepoint_load(trigger, id, err);
}

const struct trigger_ops trigger_function = {
	.name = "bpf_get_numa_node_id",
	.hook = { .function = "bpf_get_numa_node_id" },
	.open = function_open,
	.run = loop_run,
	.one = loop_one,
	.close = loop_close,
};

const struct trigger_ops trigger_half = {
	.name = "half-of-the-calls",
	.hook = { .function = "bpf_get_numa_node_id" },
	.open = half_open,
	.run = loop_run,
	.one = loop_one,
	.close = loop_close,
};

const struct trigger_ops trigger_tracepoint = {
	.name = KFUNC,
	.hook = { .function = KFUNC, .tracepoint = "bpf_test_run:bpf_trigger_tp" },
	.open = tracepoint_open,
	.run = loop_run,
	.one = loop_one,
	.close = loop_close,
};
