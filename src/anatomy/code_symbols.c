// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/code_symbols.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int malformed(struct error *err)
{
	return error_set(err, ERROR_RESULT, EBADMSG,
			 "the agent's list of symbols holds something else");
}

static bool address_read(const json_t *value, uint64_t *ret_address)
{
	const char *text = json_string_value(value);
	char *end;

	if (!text || !*text)
		return false;
	*ret_address = strtoull(text, &end, 16);
	return !*end;
}

static int symbol_read(const json_t *row, struct code_symbol *ret_symbol, struct error *err)
{
	const char *name = json_string_value(json_array_get(row, 2));
	const char *module = json_string_value(json_array_get(row, 3));
	struct code_symbol symbol = {};

	if (!address_read(json_array_get(row, 0), &symbol.start) ||
	    !address_read(json_array_get(row, 1), &symbol.end) || symbol.end <= symbol.start ||
	    !name || !module)
		return malformed(err);
	symbol.name = strdup(name);
	symbol.module = strdup(module);
	*ret_symbol = symbol;
	return symbol.name && symbol.module ? 0 : no_memory(err);
}

static int by_start(const void *a, const void *b)
{
	const struct code_symbol *one = a, *other = b;

	return (one->start > other->start) - (one->start < other->start);
}

/* Of one that reaches into the next, what is before that. */
static void overlaps_cut(struct code_symbols *symbols)
{
	for (size_t i = 1; i < symbols->count; i++)
		if (symbols->symbols[i - 1].end > symbols->symbols[i].start)
			symbols->symbols[i - 1].end = symbols->symbols[i].start;
}

int code_symbols_from_json(const json_t *list, struct code_symbols *ret_symbols, struct error *err)
{
	struct code_symbols symbols = { calloc(json_array_size(list) + 1, sizeof(*symbols.symbols)),
					0 };
	int r = symbols.symbols ? 0 : no_memory(err);

	for (size_t i = 0; i < json_array_size(list) && !r; i++) {
		r = symbol_read(json_array_get(list, i), &symbols.symbols[i], err);
		symbols.count++;
	}
	if (r < 0) {
		code_symbols_clear(&symbols);
		return r;
	}
	qsort(symbols.symbols, symbols.count, sizeof(*symbols.symbols), by_start);
	overlaps_cut(&symbols);
	*ret_symbols = symbols;
	return 0;
}

const struct code_symbol *code_symbols_find(const struct code_symbols *symbols, uint64_t address)
{
	size_t low = 0, high = symbols->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbols->symbols[middle].end <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low < symbols->count && symbols->symbols[low].start <= address
		   ? &symbols->symbols[low]
		   : NULL;
}

void code_symbols_clear(struct code_symbols *symbols)
{
	for (size_t i = 0; i < symbols->count; i++) {
		free(symbols->symbols[i].name);
		free(symbols->symbols[i].module);
	}
	free(symbols->symbols);
	*symbols = (struct code_symbols){ 0 };
}
