/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_CODE_FUNCTIONS_H
#define BPFTAX_ANATOMY_CODE_FUNCTIONS_H

/*
 * The functions that a recording's instructions are of.
 *
 *	struct code_functions functions = { 0 };
 *
 *	code_functions_find(&recording, &symbols, &anatomy->texts, &functions);
 *	function = &functions.functions[functions.of[instruction]];
 *	code_functions_release(&functions);
 *
 * Symbols of one name (anatomy/function_name.h) in one module are one function; what has no symbol
 * is function 0.  Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "anatomy/code_symbols.h"
#include "anatomy/recording.h"
#include "common/text_pool.h"

struct code_function {
	const char *name;   /* NULL: no symbol; equal ones are one pointer */
	const char *module; /* NULL: the kernel's own text */
};

struct code_functions {
	struct code_function *functions;
	size_t count;
	uint32_t *of; /* of each instruction */
	/* Of each: it is the first of its function; in a page of copied instructions, of its copy.
	 */
	bool *at_start;
};

/* Names are kept in texts.  0 or -ENOMEM, with nothing to release. */
int code_functions_find(const struct recording *recording, const struct code_symbols *symbols,
			struct text_pool *texts, struct code_functions *ret_functions);
void code_functions_release(struct code_functions *functions);

#endif
