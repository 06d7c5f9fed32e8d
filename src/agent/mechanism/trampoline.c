// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/trampoline.h"
#include "agent/arch/arch.h"
#include "agent/kernel_text.h"
#include "agent/symbols.h"
#include "agent/traces.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

/* With a few programs it has less; the call is near its beginning. */
#define TEXT_BYTES 256

/* kernel/bpf/trampoline.c, bpf_trampoline_enter(): 6.0 and later, and before. */
#define ENTRIES 2
static const char *const entries[ENTRIES] = { "__bpf_prog_enter_sleepable_recur",
					      "__bpf_prog_enter_sleepable" };

struct text {
	uint64_t address;
	uint64_t entries[ENTRIES]; /* where those functions are; 0: the kernel has none */
	uint8_t bytes[TEXT_BYTES];
};

static bool text_read(const struct hooked *hooked, struct text *ret_text)
{
	CLEANUP_FREE char *line = enabled_function_line(hooked->hook.function);
	CLEANUP_FREE char *name = line ? trace_enabled_trampoline(line) : NULL;
	const char *names[1 + ENTRIES] = { name, entries[0], entries[1] };
	uint64_t addresses[1 + ENTRIES];

	if (!name || !arch_ops.call_target)
		return false;
	symbol_addresses(names, ARRAY_SIZE(names), addresses);
	ret_text->address = addresses[0];
	memcpy(ret_text->entries, addresses + 1, sizeof(ret_text->entries));
	return ret_text->address &&
	       !kernel_text_read(ret_text->address, ret_text->bytes, TEXT_BYTES);
}

/* Wherever it stands: that other bytes look like this very call is not to be feared. */
static bool calls(const struct text *text, uint64_t function)
{
	uint64_t target;

	for (size_t i = 0; i + ARCH_PROBE_BYTES <= TEXT_BYTES && function; i++)
		if (arch_ops.call_target(text->bytes + i, text->address + i, &target) &&
		    target == function)
			return true;
	return false;
}

int trampoline_prove_sleepable(struct hooked *hooked, struct error *err)
{
	struct text text;

	if (!text_read(hooked, &text))
		return 0;
	for (size_t i = 0; i < ENTRIES; i++) {
		if (!calls(&text, text.entries[i]))
			continue;
		json_object_set_new(hooked->proof, "enters", json_string(entries[i]));
		return 0;
	}
	return error_set(err, ERROR_RESULT, EPROTO,
			 "the trampoline of %s does not enter its program as one that may sleep",
			 hooked->hook.function);
}
