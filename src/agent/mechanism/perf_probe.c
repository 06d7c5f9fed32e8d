// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/perf_probe.h"
#include "agent/mechanism/event_program.h"
#include "agent/arch/arch.h"
#include "agent/refusal.h"
#include "agent/kernel_text.h"
#include "agent/perf_format.h"
#include "agent/sysfile.h"
#include "agent/traces.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KPROBE_PMU "/sys/bus/event_source/devices/kprobe"
#define OPTIMIZATION "/proc/sys/debug/kprobes-optimization"

static int perf_event_open_any_task(struct perf_event_attr *attr)
{
	/* One CPU is enough: the program hangs on the event's call, which every CPU runs. */
	int fd = (int)syscall(SYS_perf_event_open, attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int event_connect(struct hooked *hooked, struct error *err)
{
	return event_program_connect(hooked->program_fd, hooked->event_fd, &hooked->link_fd, err);
}

int perf_event_attach(struct hooked *hooked, struct perf_event_attr *attr, struct error *err)
{
	int fd = perf_event_open_any_task(attr);

	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no perf event on %s",
				   hooked->hook_text);
	hooked->event_fd = fd;
	return event_connect(hooked, err);
}

static int kprobe_event_open(const char *function, unsigned int offset, bool is_return)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	uint64_t type;
	int known = sysfile_read_number(&type, KPROBE_PMU "/type");

	if (known < 0)
		return -EOPNOTSUPP;
	attr.type = (uint32_t)type;
	attr.config = is_return ? 1ULL << perf_format_shift(KPROBE_PMU "/format/retprobe", 0) : 0;
	attr.kprobe_func = (uint64_t)(uintptr_t)function;
	attr.probe_offset = offset;
	return perf_event_open_any_task(&attr);
}

int perf_kprobe_attach(struct hooked *hooked, unsigned int offset, bool is_return,
		       struct error *err)
{
	const char *function = hooked->hook.function;
	int fd = kprobe_event_open(function, offset, is_return);

	if (fd == -EOPNOTSUPP)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no kprobe events (CONFIG_KPROBE_EVENTS)");
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no kprobe at %s+0x%x", function,
				   offset);
	hooked->event_fd = fd;
	hooked->offset = offset;
	snprintf(hooked->hook_text, sizeof(hooked->hook_text), offset ? "%s+0x%x" : "%s", function,
		 offset);
	return event_connect(hooked, err);
}

int perf_tracepoint_attach(struct hooked *hooked, struct error *err)
{
	struct perf_event_attr attr = { .size = sizeof(attr), .type = PERF_TYPE_TRACEPOINT };
	const char *tracefs = tracefs_path();
	CLEANUP_FREE char *path = strdup(hooked->hook.tracepoint);
	char *colon = path ? strchr(path, ':') : NULL;
	uint64_t id;
	int known, fd;

	if (!path)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	if (!tracefs)
		return no_tracefs(err);
	if (!colon)
		return no_tracepoint(hooked->hook.tracepoint, err);
	*colon = '/';
	known = sysfile_read_number(&id, "%s/events/%s/id", tracefs, path);
	if (known == -ENOENT)
		return no_tracepoint(hooked->hook.tracepoint, err);
	if (known < 0)
		return error_errno(err, ERROR_RESULT, -known, "no tracepoint %s",
				   hooked->hook.tracepoint);
	attr.config = id;
	fd = perf_event_open_any_task(&attr);
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "no perf event on tracepoint %s",
				   hooked->hook.tracepoint);
	hooked->event_fd = fd;
	snprintf(hooked->hook_text, sizeof(hooked->hook_text), "%s", hooked->hook.tracepoint);
	return event_connect(hooked, err);
}

int perf_query_prove(struct hooked *hooked, enum bpf_task_fd_type wanted, struct error *err)
{
	char name[192] = "";
	__u32 length = sizeof(name), program = 0, type = 0;
	__u64 offset = 0, address = 0;
	int queried = bpf_task_fd_query(getpid(), hooked->event_fd, 0, name, &length, &program,
					&type, &offset, &address);

	if (queried < 0)
		return error_errno(err, ERROR_RESULT, -queried, "BPF_TASK_FD_QUERY failed");
	json_object_set_new(hooked->proof, "fd_query",
			    json_pack("{s:i s:s s:I s:i}", "type", type, "name", name, "offset",
				      (json_int_t)offset, "program", program));
	if (type != wanted)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "BPF_TASK_FD_QUERY says type %u where %u was wanted", type,
				 wanted);
	return 0;
}

/* Any function will do: nothing of it runs while it is tried. */
#define KPROBE_TRIED "bpf_get_numa_node_id"

int perf_sleepable_prove(struct hooked *hooked, struct error *err)
{
	CLEANUP_CLOSE int event = kprobe_event_open(KPROBE_TRIED, 0, false);
	int link;

	if (event < 0)
		return error_errno(err, ERROR_RESULT, -event,
				   "no kprobe to try the sleepable program on");
	link = bpf_link_create(hooked->program_fd, event, BPF_PERF_EVENT, NULL);
	if (link == -EINVAL) {
		json_object_set_new(hooked->proof, "sleepable", json_true());
		return 0;
	}
	if (link >= 0)
		close(link);
	return error_set(err, ERROR_RESULT, EPROTO,
			 "the kernel takes the program on a kprobe, so that it may not sleep");
}

static const char *const flavour_names[] = {
	[KPROBE_INT3] = "a plain breakpoint",
	[KPROBE_OPTIMIZED] = "[OPTIMIZED]",
	[KPROBE_FTRACE] = "[FTRACE]",
};

/*
 * What stands at the probe now.  The list says [OPTIMIZED] as soon as the jump is queued; until a
 * worker writes it, some ticks later, the probe is still a breakpoint (one that skips the single
 * step).  Text that cannot be read (no /proc/kcore, lockdown) is not held against anybody.
 */
static bool text_shown(const struct hooked *hooked, enum kprobe_flavour flavour,
		       enum text_form *ret_form)
{
	uint64_t address = hooked->hook.address;
	uint8_t bytes[ARCH_TEXT_BYTES];

	*ret_form = TEXT_OTHER;
	if (flavour == KPROBE_FTRACE || !address ||
	    kernel_text_read(address + hooked->offset, bytes, sizeof(bytes)) < 0)
		return true;
	*ret_form = arch_ops.text_form(bytes);
	return *ret_form == (flavour == KPROBE_OPTIMIZED ? TEXT_JUMP : TEXT_BREAKPOINT);
}

static void flavour_record(struct hooked *hooked, const char *line, enum text_form form)
{
	json_object_set_new(hooked->proof, "kprobes_list", json_string(line));
	if (form != TEXT_OTHER)
		json_object_set_new(
		    hooked->proof, "text",
		    json_string(form == TEXT_JUMP ? arch_ops.jump_word : arch_ops.breakpoint_word));
}

int kprobe_flavour_prove(struct hooked *hooked, enum kprobe_flavour flavour, struct error *err)
{
	int offset = flavour == KPROBE_FTRACE ? KPROBE_ANY_OFFSET : (int)hooked->offset;
	CLEANUP_FREE char *line = NULL;
	enum text_form form;

	for (int tries = 0; tries < 300; tries++) {
		free(take_pointer(line));
		line = kprobe_line(hooked->hook.function, offset, 'k');
		if (line && trace_kprobe_is(line, flavour) && text_shown(hooked, flavour, &form)) {
			flavour_record(hooked, line, form);
			return 0;
		}
		usleep(10000);
	}
	if (access("/sys/kernel/debug/kprobes/list", F_OK) < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "debugfs, which shows what became of a kprobe, is not mounted and "
				 "this process may not mount it: mount -t debugfs debugfs "
				 "/sys/kernel/debug");
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "within 3 s kprobes/list did not show %s at %s, but: %s",
			 flavour_names[flavour], hooked->hook_text, line ? line : "nothing");
}

int kprobe_beside_entry_prove(struct hooked *hooked, enum kprobe_flavour flavour, struct error *err)
{
	int proved = kprobe_flavour_prove(hooked, flavour, err);

	if (*hooked->probed_bytes)
		json_object_set_new(hooked->proof, "probed_bytes",
				    json_string(hooked->probed_bytes));
	return proved < 0 ? proved : perf_query_prove(hooked, BPF_FD_TYPE_KPROBE, err);
}

static void bytes_print(const unsigned char *bytes, size_t count, char *text)
{
	for (size_t i = 0; i < count; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

/* The instruction that a breakpoint replaces decides whether a hit is one trap or two. */
static void bytes_record(struct hooked *hooked, unsigned int offset)
{
	unsigned char bytes[sizeof(hooked->probed_bytes) / 2];
	uint64_t address = hooked->hook.address;

	if (!address || kernel_text_read(address + offset, bytes, sizeof(bytes)) < 0)
		return;
	bytes_print(bytes, sizeof(bytes), hooked->probed_bytes);
}

int perf_kprobe_attach_beside_entry(struct hooked *hooked, struct error *err)
{
	int attached = -EILSEQ;

	for (size_t i = 0; i < arch_ops.beside_entry_count && attached == -EILSEQ; i++) {
		bytes_record(hooked, arch_ops.beside_entry[i]);
		attached = perf_kprobe_attach(hooked, arch_ops.beside_entry[i], false, err);
	}
	return attached;
}

int kprobe_optimization_set(struct hooked *hooked, bool on, struct error *err)
{
	int written;

	if (kprobe_count())
		return error_set(err, ERROR_RESULT, EBUSY,
				 "other kprobes are set on this system, and "
				 "debug.kprobes-optimization would change them too");
	written = setting_change(OPTIMIZATION, on ? "1" : "0", hooked->optimization_was);
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
static bool text_restored(const struct hooked *hooked)
{
	unsigned char bytes[sizeof(hooked->probed_bytes) / 2];
	char now[sizeof(hooked->probed_bytes)] = "";

	if (!*hooked->probed_bytes || !hooked->offset)
		return true;
	if (kernel_text_read(hooked->hook.address + hooked->offset, bytes, sizeof(bytes)) < 0)
		return true;
	bytes_print(bytes, sizeof(bytes), now);
	return !strcmp(now, hooked->probed_bytes);
}

void kprobe_optimization_restore(struct hooked *hooked)
{
	hooked->text_left = !text_restored(hooked);
	for (int tries = 0; tries < 300 && hooked->text_left; tries++) {
		usleep(10000);
		hooked->text_left = !text_restored(hooked);
	}
	if (*hooked->optimization_was)
		setting_put_back(OPTIMIZATION, hooked->optimization_was);
	*hooked->optimization_was = '\0';
}
