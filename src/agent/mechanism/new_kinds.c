// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/new_kinds.h"
#include "agent/mechanism/user_hook.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
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
	};
};

static __u64 address_of(const void *pointer)
{
	return (__u64)(uintptr_t)pointer;
}

/* Whether the kernel's own enum bpf_attach_type has this kind; true when there is no BTF to ask. */
static bool kernel_has_kind(const char *name)
{
	struct btf *btf = btf__load_vmlinux_btf();
	int id = libbpf_get_error(btf) ? 0 : btf__find_by_name(btf, "bpf_attach_type");
	const struct btf_type *type = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	bool has = !type;

	for (__u16 i = 0; type && i < btf_vlen(type) && !has; i++)
		has = !strcmp(btf__name_by_offset(btf, btf_enum(type)[i].name_off), name);
	if (!libbpf_get_error(btf))
		btf__free(btf);
	return has;
}

/* An old kernel says EINVAL to a kind that it has never heard of. */
static int link_refused(const char *kind, const char *since, int code, struct error *err)
{
	if (code == EINVAL && !kernel_has_kind(kind))
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no %s, which came with %s", kind, since);
	return error_errno(err, ERROR_RESULT, code, "no link of kind %s", kind);
}

static int link_create(struct link_create *create, struct hooked *hooked)
{
	int fd;

	create->program_fd = (__u32)hooked->program_fd;
	fd = (int)syscall(SYS_bpf, BPF_LINK_CREATE, create, sizeof(*create));
	if (fd < 0)
		return errno;
	hooked->link_fd = fd;
	return 0;
}

int link_kprobe_session(struct hooked *hooked, struct error *err)
{
	const char *symbols[] = { hooked->hook.function };
	struct link_create create = { .attach_type = NEW_BPF_TRACE_KPROBE_SESSION };
	int code;

	create.kprobe_multi.count = 1;
	create.kprobe_multi.symbols = address_of(symbols);
	code = link_create(&create, hooked);
	if (code)
		return link_refused("BPF_TRACE_KPROBE_SESSION", "6.10", code, err);
	snprintf(hooked->hook_text, sizeof(hooked->hook_text), "%s", hooked->hook.function);
	return 0;
}

int link_uprobe_multi(struct hooked *hooked, bool is_return, struct error *err)
{
	struct link_create create = { .attach_type = NEW_BPF_TRACE_UPROBE_MULTI };
	struct user_place place;
	int code = user_hook_place(hooked, &place, err);

	if (code < 0)
		return code;
	create.uprobe_multi.path = address_of(USER_HOOK_PATH);
	create.uprobe_multi.offsets = address_of(&place.offset);
	create.uprobe_multi.count = 1;
	create.uprobe_multi.flags = is_return ? UPROBE_MULTI_RETURN : 0;
	code = link_create(&create, hooked);
	return code ? link_refused("BPF_TRACE_UPROBE_MULTI", "6.6", code, err) : 0;
}
