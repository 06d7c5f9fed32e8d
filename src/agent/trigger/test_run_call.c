// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For programs that may sleep, which the kernel allows on few functions: one that it calls itself,
 * and marked for them, when a tracing program is test-run.  A system call for each event, and nine
 * functions of the kernel's beside it; the program that is run is attached to nothing.
 */
#include "agent/trigger/user_loop.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "common/cleanup.h"

#define FUNCTION "bpf_fentry_test1"
#define LOADED_FOR "bpf_fentry_test2" /* not the one that is hooked */

static int nothing_load(int btf_id)
{
	const struct bpf_insn code[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = BPF_TRACE_FENTRY,
		    .attach_btf_id = (__u32)btf_id);

	return bpf_prog_load(BPF_PROG_TYPE_TRACING, "bpftax", "GPL", code, ARRAY_SIZE(code),
			     &options);
}

static int open_program(struct trigger *trigger, const struct kernel_view *view, struct error *err)
{
	int id = view->btf ? btf__find_by_name_kind(view->btf, LOADED_FOR, BTF_KIND_FUNC) : -ENOENT;
	int *state, fd;

	if (id < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP, "the kernel's BTF has no '%s'",
				 LOADED_FOR);
	fd = nothing_load(id);
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "the trigger program was not loaded");
	state = malloc(sizeof(*state));
	if (!state) {
		close(fd);
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	}
	*state = fd;
	trigger->state = state;
	return 0;
}

static int run(struct trigger *trigger, uint64_t events, struct trigger_pass *ret_pass)
{
	LIBBPF_OPTS(bpf_test_run_opts, options);
	int fd = *(const int *)trigger->state, ran = 0;
	struct user_loop loop;

	user_loop_begin(&loop);
	for (uint64_t i = 0; i < events && !ran; i++)
		ran = bpf_prog_test_run_opts(fd, &options);
	user_loop_end(&loop, ret_pass);
	return ran;
}

static int one(struct trigger *trigger)
{
	LIBBPF_OPTS(bpf_test_run_opts, options);

	return bpf_prog_test_run_opts(*(const int *)trigger->state, &options);
}

static void close_program(struct trigger *trigger)
{
	close(*(const int *)trigger->state);
	free(trigger->state);
}

const struct trigger_ops trigger_test_run = {
	.name = FUNCTION,
	.hook = { .function = FUNCTION },
	.open = open_program,
	.run = run,
	.one = one,
	.close = close_program,
};
