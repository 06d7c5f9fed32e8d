// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/hook_programs.h"
#include "agent/newer_link_info.h"
#include "agent/symbols.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "environment/bpf_programs.h"
#include "environment/processes.h"
#include "environment/program_holders.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 128
#define PERF_DESCRIPTOR "anon_inode:[perf_event]"
/* Of the kernel's own BTF, which is there before that of any module. */
#define KERNEL_BTF_ID 1

/* What is looked for, as the kernel's lists call it. */
struct look {
	const char *function, *tracepoint; /* without its category; or NULL */
	uint64_t address;		   /* of the function; 0: not known */
	int function_id, tracepoint_id;	   /* in BTF; negative: none */
	json_t *found;
	uint32_t *ids; /* of programs that were found */
	size_t count;
};

/* How it hangs there; mechanism: NULL: it does not. */
struct place {
	const char *mechanism;
	bool on_tracepoint;
};

static const struct place nowhere;

static bool names_it(const char *name, const char *wanted)
{
	return wanted && !strcmp(name, wanted);
}

static struct place place_of_tracing(const struct look *look, const struct newer_link_info *info)
{
	static const struct {
		__u32 type;
		enum mechanism_id mechanism;
	} kinds[] = { { BPF_TRACE_FENTRY, MECHANISM_fentry },
		      { BPF_TRACE_FEXIT, MECHANISM_fexit },
		      { BPF_MODIFY_RETURN, MECHANISM_fmod_ret } };
	int id = (int)info->tracing.target_btf_id;

	if (info->tracing.target_obj_id != KERNEL_BTF_ID)
		return nowhere;
	if (info->tracing.attach_type == BPF_TRACE_RAW_TP && id == look->tracepoint_id)
		return (struct place){ mechanism_names[MECHANISM_tp_btf].name, true };
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (info->tracing.attach_type == kinds[i].type && id == look->function_id)
			return (struct place){ mechanism_names[kinds[i].mechanism].name, false };
	return nowhere;
}

/* Zeroes to its very end: an initialiser leaves of a union what its first member does not reach. */
static void info_clear(struct newer_link_info *info)
{
	memset(info, 0, sizeof(*info));
}

static int info_ask(int fd, struct newer_link_info *info)
{
	__u32 size = sizeof(*info);

	return bpf_obj_get_info_by_fd(fd, info, &size);
}

static struct place place_of_raw_tracepoint(const struct look *look, int fd)
{
	char name[NAME_SIZE] = "";
	struct newer_link_info info;

	info_clear(&info);
	info.raw_tracepoint.name = (__u64)(uintptr_t)name;
	info.raw_tracepoint.name_len = NAME_SIZE;
	if (info_ask(fd, &info) < 0 || !names_it(name, look->tracepoint))
		return nowhere;
	return (struct place){ mechanism_names[MECHANISM_raw_tracepoint].name, true };
}

/* count: of the functions that it hangs on; 0 before 6.6, which does not say. */
static struct place place_of_kprobe_multi(const struct look *look, int fd, __u32 count)
{
	CLEANUP_FREE __u64 *addresses = calloc(count + 1, sizeof(*addresses));
	struct newer_link_info info;

	info_clear(&info);
	info.kprobe_multi.addrs = (__u64)(uintptr_t)addresses;
	info.kprobe_multi.count = count;
	if (!count || !addresses || !look->address || info_ask(fd, &info) < 0)
		return nowhere;
	for (__u32 i = 0; i < count; i++)
		if (addresses[i] == look->address)
			return (struct place){ mechanism_names[MECHANISM_kprobe_fprobe].name,
					       false };
	return nowhere;
}

static struct place place_of_perf(const struct look *look, const char *name, bool is_tracepoint)
{
	if (is_tracepoint && names_it(name, look->tracepoint))
		return (struct place){ mechanism_names[MECHANISM_tracepoint].name, true };
	if (!is_tracepoint && names_it(name, look->function))
		return (struct place){ "kprobe", false };
	return nowhere;
}

static struct place place_of_perf_link(const struct look *look, int fd, __u32 type)
{
	char name[NAME_SIZE] = "";
	struct newer_link_info info;
	bool is_tracepoint = type == NEWER_PERF_TRACEPOINT;

	if (!is_tracepoint && type != NEWER_PERF_KPROBE && type != NEWER_PERF_KRETPROBE)
		return nowhere;
	info_clear(&info);
	/* Name and length stand at the same place for both. */
	info.perf_event.tracepoint.name = (__u64)(uintptr_t)name;
	info.perf_event.tracepoint.name_len = NAME_SIZE;
	return info_ask(fd, &info) < 0 ? nowhere : place_of_perf(look, name, is_tracepoint);
}

static struct place place_of_link(const struct look *look, int fd,
				  const struct newer_link_info *info)
{
	switch (info->type) {
	case BPF_LINK_TYPE_RAW_TRACEPOINT:
		return place_of_raw_tracepoint(look, fd);
	case BPF_LINK_TYPE_TRACING:
		return place_of_tracing(look, info);
	case NEWER_LINK_KPROBE_MULTI:
		return place_of_kprobe_multi(look, fd, info->kprobe_multi.count);
	case NEWER_LINK_PERF_EVENT:
		return place_of_perf_link(look, fd, info->perf_event.type);
	default:
		return nowhere;
	}
}

/* Its name is "?" where nothing is known. */
static struct bpf_prog_info program_ask(uint32_t id)
{
	CLEANUP_CLOSE int fd = bpf_prog_get_fd_by_id(id);
	struct bpf_prog_info info;
	__u32 size = sizeof(info);

	memset(&info, 0, sizeof(info));
	if (fd < 0 || bpf_obj_get_info_by_fd(fd, &info, &size) < 0)
		info = (struct bpf_prog_info){ .name = "?" };
	return info;
}

/* A BTF tracepoint has a link of the raw ones' type, and a program of another. */
static const char *mechanism_of(struct place place, const struct bpf_prog_info *info)
{
	const char *raw = mechanism_names[MECHANISM_raw_tracepoint].name;

	return place.mechanism == raw && info->type == BPF_PROG_TYPE_TRACING
		   ? mechanism_names[MECHANISM_tp_btf].name
		   : place.mechanism;
}

/* pid: of a process that has its perf event; NULL: that is not known. */
static void holders_add(uint32_t id, const char *pid, struct text_buffer *text)
{
	json_t *holders = program_holders("", id);
	const json_t *holder;
	size_t i;

	json_array_foreach (holders, i, holder)
		text_buffer_add(text, "%s%s", i ? ", " : "", json_string_value(holder));
	if (!json_array_size(holders) && pid)
		text_buffer_add(text, "process %s", pid);
	else if (!json_array_size(holders))
		text_buffer_add(text, "nobody whom /proc shows");
	json_decref(holders);
}

static bool is_known(const struct look *look, uint32_t id)
{
	for (size_t i = 0; i < look->count; i++)
		if (look->ids[i] == id)
			return true;
	return false;
}

static bool id_keep(struct look *look, uint32_t id)
{
	uint32_t *larger = reallocarray(look->ids, look->count + 1, sizeof(*larger));

	if (!larger)
		return false;
	look->ids = larger;
	larger[look->count++] = id;
	return true;
}

static void program_add(struct look *look, uint32_t id, struct place place, const char *pid)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	struct bpf_prog_info info;

	if (!place.mechanism || is_known(look, id) || bpf_program_is_ours(id) || !id_keep(look, id))
		return;
	info = program_ask(id);
	text_buffer_add(&text, "%s program %.*s (id %u) on %s, held by ",
			mechanism_of(place, &info), BPF_OBJ_NAME_LEN, info.name, id,
			place.on_tracepoint ? look->tracepoint : look->function);
	holders_add(id, pid, &text);
	json_array_append_new(look->found, json_string(text_buffer_get(&text)));
}

static struct place link_place(const struct look *look, __u32 link, uint32_t *ret_program)
{
	CLEANUP_CLOSE int fd = bpf_link_get_fd_by_id(link);
	struct newer_link_info info;

	info_clear(&info);
	if (fd < 0 || info_ask(fd, &info) < 0)
		return nowhere;
	*ret_program = info.prog_id;
	return place_of_link(look, fd, &info);
}

/* With a descriptor of its link, a program would be one of ours. */
static void link_look(struct look *look, __u32 link)
{
	uint32_t program = 0;
	struct place place = link_place(look, link, &program);

	program_add(look, program, place, NULL);
}

/* Perf events without a link, and those of kernels whose links do not say where. */
static bool descriptor_look(const struct process_descriptor *descriptor, void *context)
{
	struct look *look = context;
	char name[NAME_SIZE] = "";
	__u32 length = sizeof(name), program = 0, type = 0;
	__u64 offset, address;

	if (strcmp(descriptor->target, PERF_DESCRIPTOR) != 0 ||
	    bpf_task_fd_query(atoi(descriptor->pid), atoi(descriptor->number), 0, name, &length,
			      &program, &type, &offset, &address) < 0)
		return false;
	if (type == BPF_FD_TYPE_TRACEPOINT || type == BPF_FD_TYPE_KPROBE ||
	    type == BPF_FD_TYPE_KRETPROBE)
		program_add(look, program,
			    place_of_perf(look, name, type == BPF_FD_TYPE_TRACEPOINT),
			    descriptor->pid);
	return false;
}

static int btf_id_of(const struct btf *btf, const char *prefix, const char *name, __u32 kind)
{
	char full[NAME_SIZE + 16];

	if (!btf || !name)
		return -1;
	snprintf(full, sizeof(full), "%s%s", prefix, name);
	return btf__find_by_name_kind(btf, full, kind);
}

static struct look look_begin(const struct hook *hook, const struct btf *btf)
{
	const char *colon = hook->tracepoint ? strchr(hook->tracepoint, ':') : NULL;
	const char *tracepoint = colon ? colon + 1 : hook->tracepoint;

	return (struct look){
		.function = hook->function,
		.tracepoint = tracepoint,
		.address = hook->function ? symbol_address(hook->function) : 0,
		.function_id = btf_id_of(btf, "", hook->function, BTF_KIND_FUNC),
		.tracepoint_id = btf_id_of(btf, "btf_trace_", tracepoint, BTF_KIND_TYPEDEF),
		.found = json_array(),
	};
}

json_t *hook_programs(const struct hook *hook, const struct btf *btf)
{
	struct look look = look_begin(hook, btf);
	__u32 link = 0;
	int got;

	while (!(got = bpf_link_get_next_id(link, &link)))
		link_look(&look, link);
	json_decref(processes_that_hold("", descriptor_look, &look));
	free(look.ids);
	if (got == -ENOENT)
		return look.found;
	json_decref(look.found);
	return NULL;
}
