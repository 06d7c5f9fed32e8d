// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/link.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

static int link_take(struct attachment *attachment, int link, const char *hook, struct error *err)
{
	if (link < 0)
		return error_errno(err, ERROR_RESULT, -link, "no link to %s", hook);
	attachment->link_fd = link;
	snprintf(attachment->hook_text, sizeof(attachment->hook_text), "%s", hook);
	return 0;
}

int link_raw_tracepoint(struct attachment *attachment, const char *name, struct error *err)
{
	int link = bpf_raw_tracepoint_open(name, attachment->program_fd);

	if (link == -ENOENT)
		return error_no_tracepoint(err, attachment->hook.tracepoint);
	return link_take(attachment, link, attachment->hook.tracepoint, err);
}

int link_trampoline(struct attachment *attachment, struct error *err)
{
	/* Despite its name this is how a tracing program is attached to what it was loaded for. */
	return link_take(attachment, bpf_raw_tracepoint_open(NULL, attachment->program_fd),
			 attachment->hook.function, err);
}

int link_kprobe_multi(struct attachment *attachment, bool is_return, struct error *err)
{
	LIBBPF_OPTS(bpf_link_create_opts, options);
	const char *symbols[] = { attachment->hook.function };

	options.kprobe_multi.syms = symbols;
	options.kprobe_multi.cnt = 1;
	options.kprobe_multi.flags = is_return ? BPF_F_KPROBE_MULTI_RETURN : 0;
	return link_take(
	    attachment,
	    bpf_link_create(attachment->program_fd, 0, BPF_TRACE_KPROBE_MULTI, &options),
	    attachment->hook.function, err);
}

int link_prove(struct attachment *attachment, enum bpf_link_type wanted, struct error *err)
{
	struct bpf_link_info info = {};
	__u32 size = sizeof(info);
	int got = bpf_obj_get_info_by_fd(attachment->link_fd, &info, &size);

	if (got < 0)
		return error_errno(err, ERROR_RESULT, -got, "no information about the link");
	json_object_set_new(
	    attachment->proof, "link",
	    json_pack("{s:i s:i s:i}", "type", info.type, "id", info.id, "program", info.prog_id));
	if (info.type != wanted)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the link is of type %u where %u was wanted", info.type, wanted);
	return 0;
}

int link_prove_tracing(struct attachment *attachment, enum bpf_attach_type wanted,
		       struct error *err)
{
	struct bpf_link_info info = {};
	__u32 size = sizeof(info);
	int proved = link_prove(attachment, BPF_LINK_TYPE_TRACING, err);

	if (proved < 0)
		return proved;
	proved = bpf_obj_get_info_by_fd(attachment->link_fd, &info, &size);
	if (proved < 0 || info.tracing.attach_type != wanted)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the trampoline's attach type is %u where %u was wanted",
				 info.tracing.attach_type, wanted);
	json_object_set_new(attachment->proof, "attach_type", json_integer(wanted));
	return 0;
}

int link_function_prove(struct attachment *attachment, bool is_direct, struct error *err)
{
	CLEANUP_FREE char *line = enabled_function_line(attachment->hook.function);
	bool shows_direct = line && strstr(line, "direct-->");

	if (!line)
		return error_set(err, ERROR_RESULT, EPROTO, "enabled_functions does not show %s",
				 attachment->hook.function);
	json_object_set_new(attachment->proof, "enabled_functions", json_string(line));
	if (shows_direct != is_direct)
		return error_set(err, ERROR_RESULT, EPROTO, "enabled_functions shows %s call: %s",
				 shows_direct ? "a direct" : "no direct", line);
	return 0;
}
