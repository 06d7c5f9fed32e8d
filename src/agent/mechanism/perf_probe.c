// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/perf_probe.h"
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#define KPROBE_PMU "/sys/bus/event_source/devices/kprobe"
#define OPTIMIZATION "/proc/sys/debug/kprobes-optimization"

static int perf_event_open_any_task(struct perf_event_attr *attr)
{
	/* One CPU is enough: the program hangs on the event's call, which every CPU runs. */
	int fd = (int)syscall(SYS_perf_event_open, attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int event_connect(struct attachment *attachment, struct error *err)
{
	int link =
	    bpf_link_create(attachment->program_fd, attachment->event_fd, BPF_PERF_EVENT, NULL);

	if (link < 0)
		return error_errno(err, ERROR_RESULT, -link,
				   "the program was not connected to the perf event");
	attachment->link_fd = link;
	return 0;
}

int perf_event_attach(struct attachment *attachment, struct perf_event_attr *attr,
		      struct error *err)
{
	int fd = perf_event_open_any_task(attr);

	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no perf event on %s",
				   attachment->hook_text);
	attachment->event_fd = fd;
	return event_connect(attachment, err);
}

/* The bit of attr.config that makes a kprobe event a return probe: "config:0". */
static uint64_t return_bit(void)
{
	CLEANUP_FREE char *text = sysfile_read(KPROBE_PMU "/format/retprobe");
	unsigned int bit = 0;

	if (text)
		sscanf(text, "config:%u", &bit);
	return 1ULL << bit;
}

static int kprobe_event_open(const char *function, unsigned int offset, bool is_return)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	uint64_t type;
	int known = sysfile_read_number(&type, KPROBE_PMU "/type");

	if (known < 0)
		return -EOPNOTSUPP;
	attr.type = (uint32_t)type;
	attr.config = is_return ? return_bit() : 0;
	attr.kprobe_func = (uint64_t)(uintptr_t)function;
	attr.probe_offset = offset;
	return perf_event_open_any_task(&attr);
}

int perf_kprobe_attach(struct attachment *attachment, unsigned int offset, bool is_return,
		       struct error *err)
{
	const char *function = attachment->hook.function;
	int fd = kprobe_event_open(function, offset, is_return);

	if (fd == -EOPNOTSUPP)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no kprobe events (CONFIG_KPROBE_EVENTS)");
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no kprobe at %s+0x%x", function,
				   offset);
	attachment->event_fd = fd;
	attachment->offset = offset;
	snprintf(attachment->hook_text, sizeof(attachment->hook_text), offset ? "%s+0x%x" : "%s",
		 function, offset);
	return event_connect(attachment, err);
}

int perf_tracepoint_attach(struct attachment *attachment, struct error *err)
{
	struct perf_event_attr attr = { .size = sizeof(attr), .type = PERF_TYPE_TRACEPOINT };
	const char *tracefs = tracefs_path();
	CLEANUP_FREE char *path = strdup(attachment->hook.tracepoint);
	uint64_t id;
	int known, fd;

	if (!tracefs)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "tracefs is not mounted: mount -t tracefs tracefs "
				 "/sys/kernel/tracing");
	*strchr(path, ':') = '/';
	known = sysfile_read_number(&id, "%s/events/%s/id", tracefs, path);
	if (known == -ENOENT)
		return error_no_tracepoint(err, attachment->hook.tracepoint);
	if (known < 0)
		return error_errno(err, ERROR_RESULT, -known, "no tracepoint %s",
				   attachment->hook.tracepoint);
	attr.config = id;
	fd = perf_event_open_any_task(&attr);
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no perf event on tracepoint %s",
				   attachment->hook.tracepoint);
	attachment->event_fd = fd;
	snprintf(attachment->hook_text, sizeof(attachment->hook_text), "%s",
		 attachment->hook.tracepoint);
	return event_connect(attachment, err);
}

int perf_query_prove(struct attachment *attachment, enum bpf_task_fd_type wanted, struct error *err)
{
	char name[192] = "";
	__u32 length = sizeof(name), program = 0, type = 0;
	__u64 offset = 0, address = 0;
	int queried = bpf_task_fd_query(getpid(), attachment->event_fd, 0, name, &length, &program,
					&type, &offset, &address);

	if (queried < 0)
		return error_errno(err, ERROR_RESULT, -queried, "BPF_TASK_FD_QUERY failed");
	json_object_set_new(attachment->proof, "fd_query",
			    json_pack("{s:i s:s s:I s:i}", "type", type, "name", name, "offset",
				      (json_int_t)offset, "program", program));
	if (type != wanted)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "BPF_TASK_FD_QUERY says type %u where %u was wanted", type,
				 wanted);
	return 0;
}

/* kernel/kprobes.c, report_probe(): the words in brackets behind the symbol. */
static bool flavour_shown(const char *line, enum kprobe_flavour flavour)
{
	bool is_ftrace = strstr(line, "[FTRACE]");
	bool is_optimized = strstr(line, "[OPTIMIZED]");

	switch (flavour) {
	case KPROBE_INT3:
		return !is_ftrace && !is_optimized;
	case KPROBE_OPTIMIZED:
		return is_optimized;
	case KPROBE_FTRACE:
		return is_ftrace;
	}
	return false;
}

static const char *const flavour_names[] = {
	[KPROBE_INT3] = "a plain breakpoint",
	[KPROBE_OPTIMIZED] = "[OPTIMIZED]",
	[KPROBE_FTRACE] = "[FTRACE]",
};

#define BYTE_JUMP 0xe9
#define BYTE_INT3 0xcc

/*
 * What stands at the probe now.  The list says [OPTIMIZED] as soon as the jump is queued; until a
 * worker writes it, some ticks later, the probe is still a breakpoint (one that skips the single
 * step).  Text that cannot be read (no /proc/kcore, lockdown) is not held against anybody.
 */
static bool text_shown(const struct attachment *attachment, enum kprobe_flavour flavour,
		       int *ret_byte)
{
	uint64_t address = attachment->hook.address;
	unsigned char byte;

	*ret_byte = -1;
	if (flavour == KPROBE_FTRACE || !address ||
	    kernel_text_read(address + attachment->offset, &byte, 1) < 0)
		return true;
	*ret_byte = byte;
	return byte == (flavour == KPROBE_OPTIMIZED ? BYTE_JUMP : BYTE_INT3);
}

static void flavour_record(struct attachment *attachment, const char *line, int byte)
{
	json_object_set_new(attachment->proof, "kprobes_list", json_string(line));
	if (byte >= 0)
		json_object_set_new(attachment->proof, "text",
				    json_string(byte == BYTE_JUMP ? "jump" : "int3"));
}

int kprobe_flavour_prove(struct attachment *attachment, enum kprobe_flavour flavour,
			 struct error *err)
{
	int offset = flavour == KPROBE_FTRACE ? KPROBE_ANY_OFFSET : (int)attachment->offset;
	CLEANUP_FREE char *line = NULL;
	int byte;

	for (int tries = 0; tries < 300; tries++) {
		free(take_pointer(line));
		line = kprobe_line(attachment->hook.function, offset, 'k');
		if (line && flavour_shown(line, flavour) &&
		    text_shown(attachment, flavour, &byte)) {
			flavour_record(attachment, line, byte);
			return 0;
		}
		usleep(10000);
	}
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "within 3 s kprobes/list did not show %s at %s, but: %s",
			 flavour_names[flavour], attachment->hook_text, line ? line : "nothing");
}

static void bytes_print(const unsigned char *bytes, size_t count, char *text)
{
	for (size_t i = 0; i < count; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

/* The instruction that a breakpoint replaces decides whether a hit is one trap or two. */
static void bytes_record(struct attachment *attachment, unsigned int offset)
{
	unsigned char bytes[sizeof(attachment->probed_bytes) / 2];
	uint64_t address = attachment->hook.address;

	if (!address || kernel_text_read(address + offset, bytes, sizeof(bytes)) < 0)
		return;
	bytes_print(bytes, sizeof(bytes), attachment->probed_bytes);
}

int perf_kprobe_attach_beside_entry(struct attachment *attachment, struct error *err)
{
	static const unsigned int offsets[] = { 9, 5 };
	int attached = -EILSEQ;

	/* +9 is no instruction's start where there is no endbr64, and +5 none where there is. */
	for (size_t i = 0; i < ARRAY_SIZE(offsets) && attached == -EILSEQ; i++) {
		bytes_record(attachment, offsets[i]);
		attached = perf_kprobe_attach(attachment, offsets[i], false, err);
	}
	return attached;
}

int kprobe_optimization_set(bool on, struct error *err)
{
	int written;

	if (kprobe_count())
		return error_set(err, ERROR_RESULT, EBUSY,
				 "other kprobes are set on this system, and "
				 "debug.kprobes-optimization would change them too");
	written = sysfile_write(OPTIMIZATION, on ? "1" : "0");
	if (written < 0 && on)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel optimises no kprobes (CONFIG_OPTPROBES): "
				 "debug.kprobes-optimization: %s",
				 strerror(-written));
	/* Without CONFIG_OPTPROBES there is no such file, and no probe is ever optimised. */
	if (written < 0 && written != -ENOENT)
		return error_errno(err, ERROR_RESULT, -written,
				   "debug.kprobes-optimization cannot be set");
	return 0;
}

/*
 * The list forgets a probe at once; the jump of an optimised one stays in the text until a worker
 * takes it out, and costs some fifty instructions a call until then.
 */
static bool text_restored(const struct attachment *attachment)
{
	unsigned char bytes[sizeof(attachment->probed_bytes) / 2];
	char now[sizeof(attachment->probed_bytes)] = "";

	if (!*attachment->probed_bytes || !attachment->offset)
		return true;
	if (kernel_text_read(attachment->hook.address + attachment->offset, bytes, sizeof(bytes)) <
	    0)
		return true;
	bytes_print(bytes, sizeof(bytes), now);
	return !strcmp(now, attachment->probed_bytes);
}

void kprobe_optimization_restore(struct attachment *attachment)
{
	attachment->text_left = !text_restored(attachment);
	for (int tries = 0; tries < 300 && attachment->text_left; tries++) {
		usleep(10000);
		attachment->text_left = !text_restored(attachment);
	}
	sysfile_write(OPTIMIZATION, "1");
}
