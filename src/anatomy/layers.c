// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/layers.h"
#include "common/cleanup.h"

#include <fnmatch.h>
#include <string.h>

const char *const layer_names[LAYERS] = {
#define LAYER(identifier, name, what) [LAYER_##identifier] = name,
#include "anatomy/layer_list.h"
#undef LAYER
};

const char *const layer_meanings[LAYERS] = {
#define LAYER(identifier, name, what) [LAYER_##identifier] = what,
#include "anatomy/layer_list.h"
#undef LAYER
};

/* By which a mechanism is entered, on x86-64 and on arm64. */
static const char *const entries[] = {
	"bpf_trampoline",    /* fentry, fexit, fmod-ret */
	"ftrace_trampoline", /* a copy of ftrace_caller for one user */
	"ftrace_caller*",    /* shared by several users; arm64's only one */
	"ftrace_regs_caller*",
	"kprobe_optinsn_*", /* the detour of a kprobe that is a jump */
	"optprobe_*",
	"arch_rethook_trampoline", /* the return of a function that has a return probe */
	"__kretprobe_trampoline",
	"kretprobe_trampoline",
	"return_to_handler", /* the same by the function graph tracer */
	"asm_exc_*",	     /* traps of x86-64 */
	"exc_int3",
	"exc_debug*",
	"noist_exc_debug",
	"do_int3*",
	"error_entry",
	"error_return",
	"paranoid_entry",
	"paranoid_exit",
	"sync_regs",
	"fixup_bad_iret*",
	"irqentry_*",
	"entry_*", /* system calls */
	"do_syscall_64",
	"syscall_trace_enter*",
	"syscall_enter_from_user_mode*",
	"vectors", /* traps of arm64 */
	"el0*",
	"el1*",
	"do_debug_exception",
	"enter_from_*",
	"__traceiter_*", /* a tracepoint's call of who hangs on it */
	"__bpf_trace_*",
	"uprobe_*_trampoline", /* a uprobe that is a call */
	"uretprobe_trampoline*",
	"__SCT__*", /* static calls */
};

bool layer_is_entry(const char *function)
{
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++)
		if (!fnmatch(entries[i], function, 0))
			return true;
	return false;
}

enum layer layer_of(const struct layer_facts *facts)
{
	if (!facts->function && !facts->below_program)
		return LAYER_unknown;
	if (facts->hooked)
		return LAYER_hooked;
	if (facts->in_bare)
		return LAYER_trigger;
	if (facts->program)
		return LAYER_program;
	if (facts->below_program)
		return LAYER_helpers;
	if (facts->after_programs)
		return LAYER_exit;
	if (layer_is_entry(facts->function))
		return LAYER_entry;
	return facts->before_program ? LAYER_dispatch : LAYER_unknown;
}

enum layer layer_find(const char *name)
{
	size_t layer = 0;

	while (layer < LAYERS && strcmp(layer_names[layer], name) != 0)
		layer++;
	return (enum layer)layer;
}
