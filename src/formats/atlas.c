// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/atlas.h"
#include "common/c_locale.h"
#include "common/cleanup.h"
#include "page/html_atlas.h"

#include <errno.h>
#include <string.h>

static const struct atlas_format {
	const char *name;
	int (*print)(const struct atlas *atlas, FILE *out, const struct report_options *options);
} formats[] = {
	{ "text", atlas_print_text },
	{ "html", html_atlas_print },
	{ "json", atlas_print_json },
	{ "csv", atlas_print_csv },
};

int atlas_print(const struct atlas *atlas, const char *format, FILE *out,
		const struct report_options *options)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();

	if (!locale.plain)
		return -ENOMEM;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (strcmp(formats[i].name, format) == 0)
			return formats[i].print(atlas, out, options);
	return -EINVAL;
}
