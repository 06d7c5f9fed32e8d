// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0))) static void
error_format(struct error *err, enum error_kind kind, const char *format, va_list args)
{
	err->kind = kind;
	vsnprintf(err->text, sizeof(err->text), format, args);
}

int(error_set)(struct error *err, enum error_kind kind, int code, const char *format, ...)
{
	va_list args;

	if (!err)
		return -code;
	va_start(args, format);
	error_format(err, kind, format, args);
	va_end(args);
	return -code;
}

int(error_errno)(struct error *err, enum error_kind kind, int code, const char *format, ...)
{
	va_list args;
	size_t used;

	if (!err)
		return -code;
	va_start(args, format);
	error_format(err, kind, format, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", strerror(code));
	return -code;
}

int error_prefix(struct error *err, int code, const char *format, ...)
{
	char before[sizeof(err->text)];
	char whole[2 * sizeof(err->text) + 2];
	va_list args;

	if (!err)
		return code;
	va_start(args, format);
	vsnprintf(before, sizeof(before), format, args);
	va_end(args);
	snprintf(whole, sizeof(whole), "%s: %s", before, err->text);
	memcpy(err->text, whole, sizeof(err->text) - 1);
	err->text[sizeof(err->text) - 1] = '\0';
	return code;
}
