// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/function_name.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PROGRAM "bpf_prog_"
#define TAG_LENGTH 16 /* BPF_TAG_SIZE bytes in hexadecimal */

/* What carries a number that is given anew at each load: everything behind the word goes. */
static const char *const numbered[] = { "bpf_trampoline", "bpf_struct_ops_tramp" };

static bool is_tag(const char *text)
{
	for (size_t i = 0; i < TAG_LENGTH; i++)
		if (!isxdigit((unsigned char)text[i]))
			return false;
	return text[TAG_LENGTH] == '_' || !text[TAG_LENGTH];
}

static const char *numbered_word(const char *symbol)
{
	for (size_t i = 0; i < ARRAY_SIZE(numbered); i++) {
		const char *rest = symbol + strlen(numbered[i]);

		if (text_starts_with(symbol, numbered[i]) && rest[0] == '_' &&
		    isdigit((unsigned char)rest[1]))
			return numbered[i];
	}
	return NULL;
}

char *function_name(char name[FUNCTION_NAME_SIZE], const char *symbol)
{
	const char *word = numbered_word(symbol);
	bool tagged = text_starts_with(symbol, PROGRAM) && is_tag(symbol + strlen(PROGRAM));

	if (tagged && symbol[strlen(PROGRAM) + TAG_LENGTH])
		snprintf(name, FUNCTION_NAME_SIZE, PROGRAM "%s",
			 symbol + strlen(PROGRAM) + TAG_LENGTH + 1);
	else
		snprintf(name, FUNCTION_NAME_SIZE, "%s",
			 tagged ? "bpf_prog"
			 : word ? word
				: symbol);
	return name;
}

char *function_stem(char stem[FUNCTION_NAME_SIZE], const char *function)
{
	static const char *const endings[] = { ".isra.", ".constprop.", ".part.", ".cold",
					       ".llvm." };

	snprintf(stem, FUNCTION_NAME_SIZE, "%s", function);
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		char *found = strstr(stem, endings[i]);

		if (found && found != stem)
			*found = '\0';
	}
	return stem;
}

bool function_is_program(const char *function, const char *module)
{
	return function && module && !strcmp(module, "bpf") &&
	       (text_starts_with(function, PROGRAM) || !strcmp(function, "bpf_prog"));
}
