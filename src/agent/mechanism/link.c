// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/link.h"
#include "agent/link_info.h"
#include "agent/refusal.h"
#include "agent/sysfile.h"
#include "agent/traces.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

/* Of include/linux/errno.h: no number of POSIX, but system calls return it. */
#define KERNEL_ENOTSUPP 524

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

int link_kprobe_multi(struct hooked *hooked, bool is_return, struct error *err)
{
	LIBBPF_OPTS(bpf_link_create_opts, options);
	const char *symbols[] = { hooked->hook.function };

	options.kprobe_multi.syms = symbols;
	options.kprobe_multi.cnt = 1;
	options.kprobe_multi.flags = is_return ? BPF_F_KPROBE_MULTI_RETURN : 0;
	return link_take(hooked,
			 bpf_link_create(hooked->program_fd, 0, BPF_TRACE_KPROBE_MULTI, &options),
			 hooked->hook.function, err);
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

int link_function_prove(struct hooked *hooked, bool is_direct, struct error *err)
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
