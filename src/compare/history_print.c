// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_print.h"

#include <errno.h>
#include <string.h>
#include "common/c_locale.h"
#include "common/cleanup.h"

static const struct history_format {
	const char *name;
	int (*print)(const struct history *history, FILE *out,
		     const struct report_options *options);
} formats[] = {
	{ "text", history_print_text },
	{ "json", history_print_json },
	{ "csv", history_print_csv },
};

int history_print(const struct history *history, const char *format, FILE *out,
		  const struct report_options *options)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();

	if (!locale.plain)
		return -ENOMEM;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (strcmp(formats[i].name, format) == 0)
			return formats[i].print(history, out, options);
	return -EINVAL;
}
