/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_CODE_SYMBOLS_H
#define BPFTAX_ANATOMY_CODE_SYMBOLS_H

/*
 * Whose code an address is: the guest's functions, as they were while the windows of a recording
 * ran.
 *
 *	struct code_symbols symbols;
 *
 *	code_symbols_from_json(json_object_get(reply, "symbols"), &symbols, &err);
 *	symbol = code_symbols_find(&symbols, address);
 *	... symbol ? symbol->name : ...
 *	code_symbols_clear(&symbols);
 *
 * Names are the kernel's own: "__bpf_prog_enter_recur", "bpf_prog_6deef7357e7b4530_null",
 * "bpf_trampoline_6442536467".  What has no symbol has none: nothing is guessed here.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct code_symbol {
	uint64_t start;
	uint64_t end; /* behind its last byte */
	char *name;
	/*
	 * "" of the kernel's own text, else a module's name, or where the code was made: "bpf"
	 * (programs and trampolines), "ftrace" (its trampolines), "kprobes" (pages of copied
	 * instructions), "user" (the agent), "uprobes" (the page of copied instructions).
	 */
	char *module;
};

/* Ascending by start; none overlaps another. */
struct code_symbols {
	struct code_symbol *symbols;
	size_t count;
};

/*
 * From a list of [start, end, name, module] in any order, addresses as hexadecimal texts
 * ("ffffffff81000000"), as JSON's whole numbers are signed.  0; -EBADMSG; -ENOMEM.
 */
int code_symbols_from_json(const json_t *list, struct code_symbols *ret_symbols, struct error *err);

/* The one that holds this address, or NULL. */
const struct code_symbol *code_symbols_find(const struct code_symbols *symbols, uint64_t address);

/* Safe on zeroes. */
void code_symbols_clear(struct code_symbols *symbols);

#endif
