// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/link.h"
#include "agent/link_info.h"
#include "agent/refusal.h"
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "agent/traces.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of include/linux/errno.h: no number of POSIX, but system calls return it. */
#define KERNEL_ENOTSUPP 524
/* What one link is measured on; each function's name is looked for among all of the kernel's. */
#define FUNCTIONS_MOST 4096

int link_take(struct hooked *hooked, int link, const char *hook, struct error *err)
{
	if (link == -KERNEL_ENOTSUPP)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "no link to %s: the kernel has no trampolines there (ENOTSUPP)",
				 hook);
	if (link < 0)
		return error_errno(err, ERROR_RESULT, -link, "no link to %s", hook);
	hooked->link_fd = link;
	snprintf(hooked->hook_text, sizeof(hooked->hook_text), "%s", hook);
	return 0;
}

int link_raw_tracepoint(struct hooked *hooked, const char *name, struct error *err)
{
	int link = bpf_raw_tracepoint_open(name, hooked->program_fd);

	if (link == -ENOENT)
		return no_tracepoint(hooked->hook.tracepoint, err);
	return link_take(hooked, link, hooked->hook.tracepoint, err);
}

int link_trampoline(struct hooked *hooked, struct error *err)
{
	/* Despite its name this is how a tracing program is attached to what it was loaded for. */
	return link_take(hooked, bpf_raw_tracepoint_open(NULL, hooked->program_fd),
			 hooked->hook.function, err);
}

/* All at once, or none of them. */
static int multi_attach(struct hooked *hooked, const char **functions, size_t count, bool is_return,
			struct error *err)
{
	LIBBPF_OPTS(bpf_link_create_opts, options);

	options.kprobe_multi.syms = functions;
	options.kprobe_multi.cnt = (__u32)count;
	options.kprobe_multi.flags = is_return ? BPF_F_KPROBE_MULTI_RETURN : 0;
	return link_take(hooked,
			 bpf_link_create(hooked->program_fd, 0, BPF_TRACE_KPROBE_MULTI, &options),
			 hooked->hook.function, err);
}

static bool is_pattern(const char *function)
{
	return strpbrk(function, "*?");
}

static int pattern_attach(struct hooked *hooked, bool is_return, struct error *err)
{
	const char *pattern = hooked->hook.function;
	CLEANUP_FREE char **functions = calloc(FUNCTIONS_MOST, sizeof(*functions));
	size_t count = functions ? symbols_matching(pattern, functions, FUNCTIONS_MOST) : 0;
	int done;

	if (count == FUNCTIONS_MOST)
		done = error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "%d functions and more fit '%s': fewer are measured in one link",
				 FUNCTIONS_MOST, pattern);
	else
		done = count ? multi_attach(hooked, (const char **)functions, count, is_return, err)
			     : -ENOENT;
	hooked->functions = count;
	if (!done)
		snprintf(hooked->hook_text, sizeof(hooked->hook_text), "%zu functions %s", count,
			 pattern);
	for (size_t i = 0; i < count; i++)
		free(functions[i]);
	return done;
}

const char **link_functions(struct hooked *hooked, size_t *ret_count)
{
	const struct hook_others *others = hooked->hook.others;
	size_t count = 1 + (others ? others->count : 0);
	const char **functions = calloc(count, sizeof(*functions));

	for (size_t i = 0; i < count && functions; i++)
		functions[i] = i ? others->names[i - 1] : hooked->hook.function;
	*ret_count = functions ? count : 0;
	return functions;
}

static int functions_attach(struct hooked *hooked, bool is_return, struct error *err)
{
	size_t count;
	CLEANUP_FREE const char **functions = link_functions(hooked, &count);

	return functions ? multi_attach(hooked, functions, count, is_return, err)
			 : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

int link_kprobe_multi(struct hooked *hooked, bool is_return, struct error *err)
{
	return is_pattern(hooked->hook.function) ? pattern_attach(hooked, is_return, err)
						 : functions_attach(hooked, is_return, err);
}

int link_info_read(const struct hooked *hooked, struct bpf_link_info *ret_info, struct error *err)
{
	__u32 size = sizeof(*ret_info);
	int got;

	memset(ret_info, 0, sizeof(*ret_info));
	got = bpf_obj_get_info_by_fd(hooked->link_fd, ret_info, &size);
	if (got < 0)
		return error_errno(err, ERROR_RESULT, -got, "no information about the link");
	return 0;
}

int link_prove(struct hooked *hooked, enum bpf_link_type wanted, struct error *err)
{
	struct bpf_link_info info;
	int got = link_info_read(hooked, &info, err);

	return got < 0 ? got : link_info_prove(&info, wanted, hooked->proof, err);
}

int link_prove_tracing(struct hooked *hooked, enum bpf_attach_type wanted, struct error *err)
{
	struct bpf_link_info info;
	int proved = link_prove(hooked, BPF_LINK_TYPE_TRACING, err);

	if (!proved)
		proved = link_info_read(hooked, &info, err);
	return proved < 0 ? proved : tracing_info_prove(&info, wanted, hooked->proof, err);
}

/* Others may have some of them as well. */
static int functions_prove(struct hooked *hooked, struct error *err)
{
	size_t shown = enabled_functions_count(hooked->hook.function);

	if (shown < hooked->functions)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "enabled_functions shows %zu of %zu functions %s", shown,
				 hooked->functions, hooked->hook.function);
	json_object_set_new(hooked->proof, "functions",
			    json_integer((json_int_t)hooked->functions));
	return 0;
}

static int one_function_prove(struct hooked *hooked, bool is_direct, struct error *err)
{
	CLEANUP_FREE char *line = enabled_function_line(hooked->hook.function);
	bool shows_direct = line && trace_enabled_is_direct(line);

	if (!line)
		return not_shown("enabled_functions", hooked->hook.function, tracefs_path(), err);
	json_object_set_new(hooked->proof, "enabled_functions", json_string(line));
	if (shows_direct != is_direct)
		return error_set(err, ERROR_RESULT, EPROTO, "enabled_functions shows %s call: %s",
				 shows_direct ? "a direct" : "no direct", line);
	return 0;
}

int link_function_prove(struct hooked *hooked, bool is_direct, struct error *err)
{
	if (hooked->functions)
		return functions_prove(hooked, err);
	return one_function_prove(hooked, is_direct, err);
}
