// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/report.h"

#include <errno.h>
#include <string.h>
#include "common/c_locale.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "formats/formats.h"
#include "page/html.h"

const struct report_format report_formats[] = {
#define FORMAT(identifier, name, raw, summary) { name, summary, raw, identifier##_print },
#include "study/format_list.h"
#undef FORMAT
};

const size_t report_formats_count = ARRAY_SIZE(report_formats);

const struct report_format *report_format_find(const char *name)
{
	for (size_t i = 0; i < report_formats_count; i++)
		if (strcmp(report_formats[i].name, name) == 0)
			return &report_formats[i];
	return NULL;
}

/* Numbers have a decimal point, whatever the user's locale. */
static int print_in_c_locale(const struct report_format *format, const struct run_report *run,
			     FILE *out, const struct report_options *options)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();

	return locale.plain ? format->print(run, out, options) : -ENOMEM;
}

static int refuse_format(const char *name, struct error *err)
{
	const char *names[ARRAY_SIZE(report_formats)];
	CLEANUP_FREE char *list = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(report_formats); i++)
		names[i] = report_formats[i].name;
	list = text_join(names, ARRAY_SIZE(names), ", ");
	return error_set(err, ERROR_USAGE, EINVAL, "no report format '%.40s'; there are %s", name,
			 list ? list : "others");
}

int report_print(const struct run_report *run, const char *name, FILE *out,
		 const struct report_options *options, struct error *err)
{
	const struct report_format *format = report_format_find(name);
	int code;

	if (!format)
		return refuse_format(name, err);
	if (options->samples_raw && !format->raw)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "raw samples come as csv or json, not as %s; add --format csv",
				 name);
	code = print_in_c_locale(format, run, out, options);
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot print the report");
	errno = 0;
	if (fflush(out) != 0 || ferror(out)) {
		code = errno ? errno : EIO;
		return error_errno(err, ERROR_ENVIRONMENT, code, "cannot write the report");
	}
	return 0;
}
