// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/user_hook.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/arch/arch.h"
#include "agent/perf_format.h"
#include "agent/proc_text.h"
#include "agent/sysfile.h"
#include "agent/trigger/user_probes.h"
#include "common/cleanup.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>

#define UPROBE_PMU "/sys/bus/event_source/devices/uprobe"

static int probe_find(const struct hooked *hooked, struct user_probe *ret_probe, struct error *err)
{
	return user_probe_find(hooked->hook.function, ret_probe, err);
}

int user_hook_place(struct hooked *hooked, struct user_place *ret_place, struct error *err)
{
	struct user_probe probe;
	struct user_place place = {};
	int done = probe_find(hooked, &probe, err);

	if (!done)
		done = user_file_offset(probe.address, &place.offset, err);
	if (!done && probe.semaphore)
		done = user_file_offset((uint64_t)(uintptr_t)probe.semaphore,
					&place.semaphore_offset, err);
	if (done < 0)
		return done;
	snprintf(hooked->hook_text, sizeof(hooked->hook_text), "%s", probe.name);
	*ret_place = place;
	return 0;
}

static uint64_t uprobe_config(const struct user_place *place, bool is_return)
{
	uint64_t config =
	    is_return ? 1ULL << perf_format_shift(UPROBE_PMU "/format/retprobe", 0) : 0;

	return config | place->semaphore_offset
			    << perf_format_shift(UPROBE_PMU "/format/ref_ctr_offset", 32);
}

/* What the kernel says of instructions that it puts no uprobe on; errno(3) has no name for it. */
#define KERNEL_ENOTSUPP 524

static int not_probed(const struct hooked *hooked, struct error *err)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "the kernel puts no uprobe on the instruction of %s", hooked->hook_text);
}

int user_hook_attach(struct hooked *hooked, bool is_return, struct error *err)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	struct user_place place;
	uint64_t type;
	int done = user_hook_place(hooked, &place, err);

	if (done < 0)
		return done;
	if (sysfile_read_number(&type, UPROBE_PMU "/type") < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no uprobe events (CONFIG_UPROBE_EVENTS)");
	attr.type = (uint32_t)type;
	attr.config = uprobe_config(&place, is_return);
	attr.uprobe_path = (uint64_t)(uintptr_t)USER_HOOK_PATH;
	attr.probe_offset = place.offset;
	done = perf_event_attach(hooked, &attr, err);
	return done == -KERNEL_ENOTSUPP ? not_probed(hooked, err) : done;
}

int user_hook_attach_usdt(struct hooked *hooked, bool with_semaphore, struct error *err)
{
	struct user_probe probe;
	int found = probe_find(hooked, &probe, err);

	if (found < 0)
		return found;
	if (!probe.is_usdt || !probe.semaphore == with_semaphore)
		return error_set(err, ERROR_RESULT, EINVAL, "%s is no usdt %s a semaphore",
				 probe.name, with_semaphore ? "with" : "without");
	return user_hook_attach(hooked, false, err);
}

/* The kernel raises it once for a probe point, however many programs hang there. */
static int semaphore_prove(struct hooked *hooked, const struct user_probe *probe, struct error *err)
{
	unsigned int value;

	if (!probe->semaphore)
		return 0;
	value = *probe->semaphore;
	json_object_set_new(hooked->proof, "semaphore", json_integer(value));
	if (value == 1)
		return 0;
	return error_set(err, ERROR_RESULT, EPROTO,
			 "the semaphore of %s is %u where an attachment makes it 1", probe->name,
			 value);
}

static void text_record(struct hooked *hooked, const uint8_t *text)
{
	char byte[3];

	snprintf(byte, sizeof(byte), "%02x", (unsigned int)*text);
	json_object_set_new(hooked->proof, "user_text", json_string(byte));
}

/* The kernel writes there while we look. */
static void text_read(const struct user_probe *probe, uint8_t text[ARCH_PROBE_BYTES])
{
	const volatile uint8_t *bytes = (const volatile uint8_t *)(uintptr_t)probe->address;

	for (size_t i = 0; i < ARCH_PROBE_BYTES; i++)
		text[i] = bytes[i];
}

int user_hook_prove(struct hooked *hooked, struct error *err)
{
	uint8_t text[ARCH_PROBE_BYTES];
	struct user_probe probe;
	int done = probe_find(hooked, &probe, err);

	if (done < 0)
		return done;
	text_read(&probe, text);
	text_record(hooked, text);
	if (*text == probe.first_byte)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the instruction of %s is still what it was (%02x)", probe.name,
				 (unsigned int)*text);
	return semaphore_prove(hooked, &probe, err);
}

/* 6.18 does it at the first hit, behind the program. */
#define HITS_MOST 16

static bool is_call(const struct user_probe *probe, uint64_t *ret_target)
{
	uint8_t text[ARCH_PROBE_BYTES];

	text_read(probe, text);
	return arch_ops.call_target && arch_ops.call_target(text, probe->address, ret_target);
}

static int become_call(struct hooked *hooked, struct error *err)
{
	struct user_probe probe;
	uint64_t target;
	int done = probe_find(hooked, &probe, err);

	if (done < 0)
		return done;
	for (int hits = 0; hits < HITS_MOST; hits++) {
		probe.function();
		if (is_call(&probe, &target))
			return 0;
	}
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "the kernel makes no call of the nop of %s: after %d hits its breakpoint "
			 "is still there",
			 probe.name, HITS_MOST);
}

/* Without, what it would hang on is another's probe point, whose name would mislead. */
static int call_check(struct error *err)
{
	if (arch_ops.call_target)
		return 0;
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "on this architecture no kernel makes a call of a probed nop; x86-64's do "
			 "since 6.18");
}

int user_hook_attach_call(struct hooked *hooked, struct error *err)
{
	int done = call_check(err);

	if (!done)
		done = user_hook_attach(hooked, false, err);
	return done < 0 ? done : become_call(hooked, err);
}

int user_hook_attach_usdt_call(struct hooked *hooked, struct error *err)
{
	int done = call_check(err);

	if (!done)
		done = user_hook_attach_usdt(hooked, false, err);
	return done < 0 ? done : become_call(hooked, err);
}

/* The kernel's own code in our memory, where the call goes that makes the system call. */
static int call_prove(struct hooked *hooked, const struct user_probe *probe, struct error *err)
{
	CLEANUP_FREE char *maps = sysfile_read("/proc/self/maps");
	CLEANUP_FREE char *name = NULL;
	uint64_t target;

	if (!is_call(probe, &target))
		return error_set(err, ERROR_RESULT, EPROTO, "no call stands at %s", probe->name);
	name = proc_maps_name(maps, target);
	if (!name || *name != '[')
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the call at %s goes to %s, which is not the kernel's",
				 probe->name, name ? name : "no mapping");
	json_object_set_new(hooked->proof, "user_call", json_string(name));
	return 0;
}

int user_hook_prove_call(struct hooked *hooked, struct error *err)
{
	struct user_probe probe;
	int done = probe_find(hooked, &probe, err);

	if (!done)
		done = user_hook_prove(hooked, err);
	if (!done)
		done = call_prove(hooked, &probe, err);
	return done < 0 ? done : perf_query_prove(hooked, BPF_FD_TYPE_UPROBE, err);
}
