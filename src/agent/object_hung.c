// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_hung.h"
#include "agent/program.h"
#include "agent/symbols.h"
#include "common/deadline.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>

void object_hung_aim(struct object_hung *hung, const struct bpf_program *program,
		     const struct kernel_view *view)
{
	hung->hooked.program_fd = bpf_program__fd(program);
	hung->hooked.btf = view->btf;
	hung->hooked.attach_type = (int)bpf_program__expected_attach_type(program);
}

static int no_hook(const struct hook *hook, struct error *err)
{
	return error_set(
	    err, ERROR_RESULT, EOPNOTSUPP,
	    "this kernel has no %s %s that it can hang on (--hook PROGRAM=NAME hangs it on "
	    "another)",
	    hook_kind_name(hook->function ? HOOK_FUNCTION : HOOK_TRACEPOINT),
	    hook->function ? hook->function : hook->tracepoint);
}

/*
 * The kernel's own `inline` functions are notrace, also where the compiler made a function of one
 * (include/linux/compiler_types.h): trampolines are then refused with EBUSY, kprobes with EINVAL.
 */
static bool is_notrace(const char *function)
{
	return function && symbol_address(function) && !symbol_traceable(function);
}

static int not_traceable(const char *function, struct error *err)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "this kernel has a function %s that may not be traced (notrace, as its "
			 "inline functions are): available_filter_functions has it not",
			 function);
}

static int refused(const struct hook *hook, int code, struct error *err)
{
	if (code == -ENOENT)
		return no_hook(hook, err);
	return is_notrace(hook->function) ? not_traceable(hook->function, err) : code;
}

int object_hung_attach(struct object_hung *hung, uint64_t *attach_ns, struct error *err)
{
	uint64_t begun_ns;
	int done = 0;

	if (hung->mechanism->prepare)
		done = hung->mechanism->prepare(&hung->hooked, err);
	begun_ns = deadline_now_ns();
	if (!done)
		done = hung->mechanism->attach(&hung->hooked, err);
	*attach_ns += deadline_now_ns() - begun_ns;
	return done < 0 ? refused(&hung->hooked.hook, done, err) : 0;
}

int object_hung_prove(struct object_hung *hung, json_t *proof, struct error *err)
{
	int proved = program_prove(hung->hooked.program_fd, proof, err);

	hung->hooked.proof = proof;
	if (!proved)
		proved = hung->mechanism->prove(&hung->hooked, err);
	hung->hooked.proof = NULL;
	return proved;
}

double object_hung_misses(const struct object_hung *hung, double of_program)
{
	struct link_answer answer = { .size = sizeof(answer.bytes) };

	if (bpf_obj_get_info_by_fd(hung->hooked.link_fd, answer.bytes, &answer.size) < 0)
		answer.size = 0;
	return misses_told(hung->mechanism->misses, of_program, &answer);
}

bool object_hung_restore(struct object_hung *hung)
{
	if (hung->mechanism && hung->mechanism->restore)
		hung->mechanism->restore(&hung->hooked);
	return hung->hooked.text_left;
}
