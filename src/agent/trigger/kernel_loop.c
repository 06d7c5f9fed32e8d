// SPDX-License-Identifier: GPL-2.0-or-later
/* Triggers that run inside the kernel: the programs bpf/trigger_*.bpf.c. */
#include "agent/trigger/trigger.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>

#include "trigger_function.skel.h"
#include "trigger_half.skel.h"
#include "trigger_tracepoint.skel.h"

/* What the skeletons have in common, whose types differ only by name. */
struct kernel_loop {
	void *skeleton;
	void (*destroy)(void *skeleton);
	int program_fd;
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

/* A skeleton is a type of its own for each program: so is the function that opens it. */
#define LOOP_OPEN(function, skeleton_name)                                                         \
	static void function##_destroy(void *skeleton)                                             \
	{                                                                                          \
		skeleton_name##_bpf__destroy(skeleton);                                            \
	}                                                                                          \
                                                                                                   \
	static int function(struct trigger *trigger, struct error *err)                            \
	{                                                                                          \
		struct skeleton_name##_bpf *skeleton = skeleton_name##_bpf__open_and_load();       \
		struct kernel_loop *loop = skeleton ? malloc(sizeof(*loop)) : NULL;                \
                                                                                                   \
		if (!loop) {                                                                       \
			int code = skeleton ? ENOMEM : errno;                                      \
                                                                                                   \
			skeleton_name##_bpf__destroy(skeleton);                                    \
			return loop_refused(code, err);                                            \
		}                                                                                  \
		*loop = (struct kernel_loop){                                                      \
			.skeleton = skeleton,                                                      \
			.destroy = function##_destroy,                                             \
			.program_fd = bpf_program__fd(skeleton->progs.bpftax_trigger),             \
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
	return function_load(trigger, err);
}

static int half_open(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	(void)view;
	return half_load(trigger, err);
}

#define KFUNC "bpf_modify_return_test_tp"

static int tracepoint_open(struct trigger *trigger, const struct kernel_view *view,
			   struct error *err)
{
	if (!view->btf || btf__find_by_name_kind(view->btf, KFUNC, BTF_KIND_FUNC) < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no " KFUNC " (6.10 and later have)");
	return tracepoint_load(trigger, err);
}

const struct trigger_ops trigger_function = {
	.name = "bpf_get_numa_node_id",
	.hook = { .function = "bpf_get_numa_node_id" },
	.open = function_open,
	.run = loop_run,
	.close = loop_close,
};

const struct trigger_ops trigger_half = {
	.name = "half-of-the-calls",
	.hook = { .function = "bpf_get_numa_node_id" },
	.open = half_open,
	.run = loop_run,
	.close = loop_close,
};

const struct trigger_ops trigger_tracepoint = {
	.name = KFUNC,
	.hook = { .function = KFUNC, .tracepoint = "bpf_test_run:bpf_trigger_tp" },
	.open = tracepoint_open,
	.run = loop_run,
	.close = loop_close,
};
