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
	bool takes_text;
} probes[] = {
	{ "user:nop", &arch_ops.on_nop, NULL, NULL, false },
	{ "user:push", &arch_ops.on_push, NULL, NULL, false },
	{ "user:ret", &arch_ops.on_ret, NULL, NULL, false },
	{ "user:nop5", &arch_ops.on_nop5, NULL, NULL, false },
	{ "user:nop10", &arch_ops.on_nop10, NULL, NULL, false },
	{ "user:usdt", NULL, usdt_tick, "tick", false },
	{ "user:usdt-nop5", NULL, usdt_nop5_tick, "nop5_tick", false },
	{ "user:usdt-nop10", NULL, usdt_nop10_tick, "nop10_tick", false },
	{ USER_PROBE_TEXT, &arch_ops.on_text, NULL, NULL, true },
	{ USER_PROBE_USDT_TEXT, NULL, (void (*)(void))usdt_text, "text", true },
	{ "user:usdt-semaphore", NULL, usdt_counted_tick, "counted_tick", false },
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

/* Without operands of long nops, which a detachment need not put back. */
static void text_print(FILE *out, const uint8_t *text)
{
	uint8_t bytes[PRINTED_BYTES + ARCH_PROBE_BYTES];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = ((const volatile uint8_t *)text)[i];
	for (size_t i = 0; i < PRINTED_BYTES; i++) {
		if (arch_ops.nop_operands_clear)
			arch_ops.nop_operands_clear(bytes + i);
		fprintf(out, "%02x", bytes[i]);
	}
}

void user_probes_print(FILE *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(probes); i++) {
		const uint8_t *text = (const uint8_t *)(uintptr_t)probe_function(&probes[i]);

		if (!text)
			continue;
		fprintf(out, "%s ", probes[i].name);
		text_print(out, text);
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
	memcpy(probe->arguments, note.arguments, sizeof(probe->arguments));
	probe->address = note.location + moved;
	if (note.semaphore)
		probe->semaphore = (const volatile uint16_t *)(uintptr_t)(note.semaphore + moved);
	return 0;
}

/* Of a usdt it is that of <sys/sdt.h>, or of a longer one. */
static uint8_t first_byte(const struct probe *probe)
{
	if (probe->first)
		return probe->first->first_byte;
	if (probe->usdt == usdt_nop5_tick && arch_ops.on_nop5.function)
		return arch_ops.on_nop5.first_byte;
	if (probe->usdt == usdt_nop10_tick && arch_ops.on_nop10.function)
		return arch_ops.on_nop10.first_byte;
	return arch_ops.nop_byte;
}

int user_probe_find(const char *which, struct user_probe *ret_probe, struct error *err)
{
	const struct probe *known = probe_of(which);
	struct user_probe probe;
	int placed;

	if (!known)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the agent has no probe point '%s'; it has user:nop, user:push, "
				 "user:ret, user:nop5, user:nop10, user:usdt, user:usdt-semaphore, "
				 "user:usdt-nop5, user:usdt-nop10, " USER_PROBE_TEXT
				 " and " USER_PROBE_USDT_TEXT,
				 which);
	if (!probe_function(known))
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "on this architecture the kernel has no better way than a "
				 "breakpoint, so that there is no %s",
				 which);
	probe = (struct user_probe){ .name = known->name,
				     .function = probe_function(known),
				     .address = (uint64_t)(uintptr_t)probe_function(known),
				     .first_byte = first_byte(known) };
	placed = known->note ? usdt_place(known->note, &probe, err) : 0;
	if (!placed)
		*ret_probe = probe;
	return placed;
}

/* What those are called with that take something; the others leave it where it is. */
#define TEXT "bpftax"

/* Not inlined, and by pointer: the same instructions at the same address for every probe. */
static __attribute__((noinline)) void loop(void (*function)(void), uint64_t iterations)
{
	for (uint64_t i = 0; i < iterations; i++)
		function();
}

static __attribute__((noinline)) void text_loop(text_function *function, uint64_t iterations)
{
	for (uint64_t i = 0; i < iterations; i++)
		function(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT);
}

int user_probe_run(const char *which, uint64_t iterations)
{
	const struct probe *known = probe_of(which);

	if (!known)
		return -ENOENT;
	if (known->takes_text)
		text_loop((text_function *)probe_function(known), iterations);
	else
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
