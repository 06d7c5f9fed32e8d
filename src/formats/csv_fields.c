// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/csv_fields.h"
#include "common/cleanup.h"
#include "words/escape.h"

#include <errno.h>
#include <math.h>

int csv_put_text(FILE *out, const char *text)
{
	CLEANUP_FREE char *field = escape_csv(text ? text : "");

	if (!field)
		return -ENOMEM;
	fprintf(out, "%s,", field);
	return 0;
}

int csv_put_texts(FILE *out, const char *const *texts, size_t count)
{
	int code = 0;

	for (size_t i = 0; i < count && !code; i++)
		code = csv_put_text(out, texts[i]);
	return code;
}

void csv_put_number(FILE *out, double value)
{
	if (isfinite(value))
		fprintf(out, "%.10g", value);
	putc(',', out);
}
