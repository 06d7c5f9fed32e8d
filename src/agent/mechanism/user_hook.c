// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/user_hook.h"
#include "agent/mechanism/perf_probe.h"
#include "agent/perf_format.h"
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
	return perf_event_attach(hooked, &attr, err);
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

int user_hook_prove(struct hooked *hooked, struct error *err)
{
	struct user_probe probe;
	unsigned int byte;
	char text[3];
	int done = probe_find(hooked, &probe, err);

	if (done < 0)
		return done;
	byte = *(const volatile uint8_t *)(uintptr_t)probe.address;
	snprintf(text, sizeof(text), "%02x", byte);
	json_object_set_new(hooked->proof, "user_text", json_string(text));
	if (byte == probe.first_byte)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the instruction of %s is still what it was (%s)", probe.name,
				 text);
	return semaphore_prove(hooked, &probe, err);
}
