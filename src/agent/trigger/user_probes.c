// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/user_probes.h"
#include "agent/arch/arch.h"
#include "agent/trigger/usdt.h"
#include "agent/trigger/usdt_note.h"
#include "common/cleanup.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* Either a function of the architecture, whose first instruction is probed, or a usdt by its note.
 */
static const struct probe {
	const char *name;
	const struct arch_function *first;
	void (*usdt)(void);
	const char *note;
} probes[] = {
	{ "user:nop", &arch_ops.on_nop, NULL, NULL },
	{ "user:push", &arch_ops.on_push, NULL, NULL },
	{ "user:ret", &arch_ops.on_ret, NULL, NULL },
	{ "user:usdt", NULL, usdt_tick, "tick" },
	{ "user:usdt-semaphore", NULL, usdt_counted_tick, "counted_tick" },
};

static void (*probe_function(const struct probe *probe))(void)
{
	return probe->first ? probe->first->function : probe->usdt;
}

static const struct probe *probe_of(const char *which)
{
	for (size_t i = 0; i < ARRAY_SIZE(probes); i++)
		if (!strcmp(probes[i].name, which))
			return &probes[i];
	return NULL;
}

const char *user_probe_name(unsigned int i)
{
	return i < ARRAY_SIZE(probes) ? probes[i].name : NULL;
}

/* Every probed instruction is within so many bytes of its function's start. */
#define PRINTED_BYTES 24

void user_probes_print(FILE *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(probes); i++) {
		const volatile uint8_t *text =
		    (const volatile uint8_t *)(uintptr_t)probe_function(&probes[i]);

		fprintf(out, "%s ", probes[i].name);
		for (size_t k = 0; k < PRINTED_BYTES; k++)
			fprintf(out, "%02x", text[k]);
		fputc('\n', out);
	}
	fprintf(out, "semaphore %u\n", usdt_semaphore_value());
}

/* In section .stapsdt.base, which <sys/sdt.h> makes: where it is now tells how far we moved. */
extern const char stapsdt_base[] __asm__("_.stapsdt.base");

static int usdt_place(const char *name, struct user_probe *probe, struct error *err)
{
	struct usdt_note note;
	int found = usdt_note_find_in_file("/proc/self/exe", "bpftax", name, &note);
	uint64_t moved;

	if (found < 0)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the agent's own file has no note of usdt bpftax:%s: %s", name,
				 strerror(-found));
	moved = (uint64_t)(uintptr_t)stapsdt_base - note.base;
	probe->is_usdt = true;
	probe->address = note.location + moved;
	if (note.semaphore)
		probe->semaphore = (const volatile uint16_t *)(uintptr_t)(note.semaphore + moved);
	return 0;
}

int user_probe_find(const char *which, struct user_probe *ret_probe, struct error *err)
{
	const struct probe *known = probe_of(which);
	struct user_probe probe;
	int placed;

	if (!known)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the agent has no probe point '%s'; it has user:nop, user:push, "
				 "user:ret, user:usdt and user:usdt-semaphore",
				 which);
	probe = (struct user_probe){ .name = known->name,
				     .function = probe_function(known),
				     .address = (uint64_t)(uintptr_t)probe_function(known),
				     .first_byte = known->first ? known->first->first_byte
								: arch_ops.nop_byte };
	placed = known->note ? usdt_place(known->note, &probe, err) : 0;
	if (!placed)
		*ret_probe = probe;
	return placed;
}

/* Not inlined, and by pointer: the same instructions at the same address for every probe. */
static __attribute__((noinline)) void loop(void (*function)(void), uint64_t iterations)
{
	for (uint64_t i = 0; i < iterations; i++)
		function();
}

int user_probe_run(const char *which, uint64_t iterations)
{
	const struct probe *known = probe_of(which);

	if (!known)
		return -ENOENT;
	loop(probe_function(known), iterations);
	return 0;
}

int user_file_offset(uint64_t address, uint64_t *ret_offset, struct error *err)
{
	CLEANUP_FILE FILE *maps = fopen("/proc/self/maps", "re");
	CLEANUP_FREE char *line = NULL;
	uint64_t start, end, offset, inode;
	size_t size = 0;

	/* proc(5): start-end permissions offset device inode path */
	while (maps && getline(&line, &size, maps) > 0) {
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %*s %" SCNx64 " %*s %" SCNu64, &start,
			   &end, &offset, &inode) == 4 &&
		    inode && address >= start && address < end) {
			*ret_offset = address - start + offset;
			return 0;
		}
	}
	return error_set(err, ERROR_RESULT, ENXIO,
			 "/proc/self/maps shows no file at the probe point's address");
}
