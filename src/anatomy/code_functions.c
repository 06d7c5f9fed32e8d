// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/code_functions.h"
#include "anatomy/function_name.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int function_of(struct code_functions *functions, const struct code_symbol *symbol,
		       struct text_pool *texts, uint32_t *ret_function)
{
	char text[FUNCTION_NAME_SIZE];
	const char *name, *module;
	size_t i = 1;

	function_name(text, symbol->name);
	name = text_pool_keep(texts, text, strlen(text));
	module =
	    *symbol->module ? text_pool_keep(texts, symbol->module, strlen(symbol->module)) : NULL;
	if (!name || (*symbol->module && !module))
		return -ENOMEM;
	while (i < functions->count &&
	       (functions->functions[i].name != name || functions->functions[i].module != module))
		i++;
	if (i == functions->count)
		functions->functions[functions->count++] = (struct code_function){ name, module };
	*ret_function = (uint32_t)i;
	return 0;
}

static int instructions_find(const struct recording *recording, const struct code_symbols *symbols,
			     struct text_pool *texts, struct code_functions *functions)
{
	const struct code_symbol *last = NULL;
	uint32_t last_function = 0;
	int code = 0;

	for (size_t i = 0; i < recording->instruction_count && !code; i++) {
		uint64_t address = recording->instructions[i].address;
		const struct code_symbol *symbol = code_symbols_find(symbols, address);

		if (symbol && symbol != last)
			code = function_of(functions, symbol, texts, &last_function);
		last = symbol ? symbol : last;
		functions->of[i] = symbol ? last_function : 0;
		functions->at_start[i] = symbol && symbol->start == address;
	}
	return code;
}

/* Such a page has one symbol and many pieces of code, of which any may be the one that runs. */
static bool is_page_of_pieces(const char *module)
{
	return module && (!strcmp(module, "kprobes") || !strcmp(module, "uprobes"));
}

static bool goes_on(const struct recording *recording, const struct code_functions *functions,
		    uint64_t address, uint32_t function)
{
	for (size_t i = 0; i < recording->instruction_count; i++)
		if (functions->of[i] == function &&
		    path_return_address(recording, (uint32_t)i) == address)
			return true;
	return false;
}

/* What runs of a page begins where no instruction before it ran. */
static void pieces_begin(const struct recording *recording, struct code_functions *functions)
{
	for (size_t i = 0; i < recording->instruction_count; i++) {
		uint32_t function = functions->of[i];

		if (is_page_of_pieces(functions->functions[function].module))
			functions->at_start[i] = !goes_on(
			    recording, functions, recording->instructions[i].address, function);
	}
}

int code_functions_find(const struct recording *recording, const struct code_symbols *symbols,
			struct text_pool *texts, struct code_functions *ret_functions)
{
	size_t count = recording->instruction_count + 1;
	struct code_functions functions = {
		.functions = calloc(count, sizeof(*functions.functions)),
		.count = 1,
		.of = calloc(count, sizeof(*functions.of)),
		.at_start = calloc(count, sizeof(*functions.at_start)),
	};
	int code = functions.functions && functions.of && functions.at_start ? 0 : -ENOMEM;

	if (!code)
		code = instructions_find(recording, symbols, texts, &functions);
	if (code < 0) {
		code_functions_release(&functions);
		return code;
	}
	pieces_begin(recording, &functions);
	*ret_functions = functions;
	return code;
}

void code_functions_release(struct code_functions *functions)
{
	free(functions->functions);
	free(functions->of);
	free(functions->at_start);
	*functions = (struct code_functions){ 0 };
}
