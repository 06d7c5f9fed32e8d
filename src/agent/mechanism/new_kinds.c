// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/new_kinds.h"
#include "agent/kernel_enum.h"
#include "agent/link_info.h"
#include "agent/mechanism/link.h"
#include "agent/mechanism/user_hook.h"
#include "common/cleanup.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define UPROBE_MULTI_RETURN 1u

/* The part of union bpf_attr that BPF_LINK_CREATE reads, with the members that are new. */
struct link_create {
	__u32 program_fd;
	__u32 target_fd;
	__u32 attach_type;
	__u32 flags;
	union {
		struct {
			__u32 flags;
			__u32 count;
			__aligned_u64 symbols;
			__aligned_u64 addresses;
			__aligned_u64 cookies;
		} kprobe_multi;
		struct {
			__aligned_u64 path;
			__aligned_u64 offsets;
			__aligned_u64 reference_counters;
			__aligned_u64 cookies;
			__u32 count;
			__u32 flags;
			__u32 pid;
		} uprobe_multi;
		struct {
			__aligned_u64 ids;
			__aligned_u64 cookies;
			__u32 count;
		} tracing_multi;
	};
};

static __u64 address_of(const void *pointer)
{
	return (__u64)(uintptr_t)pointer;
}

static int link_create(struct link_create *create, struct hooked *hooked, const char *hook,
		       struct error *err)
{
	int fd;

	create->program_fd = (__u32)hooked->program_fd;
	create->attach_type = (__u32)hooked->attach_type;
	fd = (int)syscall(SYS_bpf, BPF_LINK_CREATE, create, sizeof(*create));
	return link_take(hooked, fd < 0 ? -errno : fd, hook, err);
}

int link_kprobe_session(struct hooked *hooked, struct error *err)
{
	size_t count;
	CLEANUP_FREE const char **symbols = link_functions(hooked, &count);
	struct link_create create;

	if (!symbols)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	memset(&create, 0, sizeof(create));
	create.kprobe_multi.count = (__u32)count;
	create.kprobe_multi.symbols = address_of(symbols);
	return link_create(&create, hooked, hooked->hook.function, err);
}

int link_uprobe_multi(struct hooked *hooked, bool is_return, struct error *err)
{
	struct link_create create;
	struct user_place place;
	int code = user_hook_place(hooked, &place, err);

	if (code < 0)
		return code;
	memset(&create, 0, sizeof(create));
	create.uprobe_multi.path = address_of(USER_HOOK_PATH);
	create.uprobe_multi.offsets = address_of(&place.offset);
	create.uprobe_multi.count = 1;
	create.uprobe_multi.flags = is_return ? UPROBE_MULTI_RETURN : 0;
	return link_create(&create, hooked, hooked->hook.function, err);
}

/* The hook's own id and those of the others, as the kernel takes them. */
static uint32_t *link_ids(const struct hooked *hooked, size_t *ret_count)
{
	const struct hook_others *others = hooked->hook.others;
	size_t count = 1 + (others ? others->count : 0);
	uint32_t *ids = calloc(count, sizeof(*ids));

	for (size_t i = 0; i < count && ids; i++)
		ids[i] = i ? others->ids[i - 1] : hooked->btf_id;
	*ret_count = count;
	return ids;
}

int link_tracing_multi(struct hooked *hooked, struct error *err)
{
	size_t count;
	CLEANUP_FREE uint32_t *ids = link_ids(hooked, &count);
	struct link_create create;
	int done;

	if (!ids)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	memset(&create, 0, sizeof(create));
	create.tracing_multi.ids = address_of(ids);
	create.tracing_multi.count = (__u32)count;
	done = link_create(&create, hooked, hooked->hook.function, err);
	/* bpf_tracing_multi_attach() says nothing else for it. */
	if (done == -EOPNOTSUPP)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel was built without "
				 "CONFIG_HAVE_SINGLE_FTRACE_DIRECT_OPS, on which trampolines of "
				 "many functions stand");
	return done;
}

int link_prove_named(struct hooked *hooked, const char *type, struct error *err)
{
	int wanted = kernel_link_type(hooked->btf, type, err);

	return wanted < 0 ? wanted : link_prove(hooked, (enum bpf_link_type)wanted, err);
}

int link_prove_tracing_multi(struct hooked *hooked, struct error *err)
{
	enum bpf_attach_type type = (enum bpf_attach_type)hooked->attach_type;
	int proved = link_prove_named(hooked, "BPF_LINK_TYPE_TRACING_MULTI", err);
	struct bpf_link_info info;

	if (!proved)
		proved = link_info_read(hooked, &info, err);
	if (!proved)
		proved = tracing_multi_info_prove(&info, type, hooked->proof, err);
	return proved < 0 ? proved : link_function_prove(hooked, true, err);
}
