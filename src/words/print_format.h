/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_PRINT_FORMAT_H
#define BPFTAX_WORDS_PRINT_FORMAT_H

/*
 * Printing one thing in the format that was asked for by its name.
 *
 *	PRINT_IN_FORMATS(compare, { "text", compare_print_text }, { "json", compare_print_json })
 *
 * defines
 *
 *	int compare_print(const struct compare *compare, const char *format, FILE *out,
 *			  const struct report_options *options);
 *
 * which calls the one of these functions, with a decimal point in its numbers whatever the user's
 * locale is.  It returns what that returns, -EINVAL for another name or -ENOMEM.  A macro, as each
 * function takes what it prints by its own type.  (A report, whose formats others list as well, is
 * in formats/report.h.)
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "common/c_locale.h"
#include "common/cleanup.h"
#include "words/report_options.h"

#define PRINT_IN_FORMATS(noun, ...)                                                                \
	static const struct noun##_format {                                                        \
		const char *name;                                                                  \
		int (*print)(const struct noun *noun, FILE *out,                                   \
			     const struct report_options *options);                                \
	} noun##_formats[] = { __VA_ARGS__ };                                                      \
                                                                                                   \
	int noun##_print(const struct noun *noun, const char *format, FILE *out,                   \
			 const struct report_options *options)                                     \
	{                                                                                          \
		CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();                 \
                                                                                                   \
		if (!locale.plain)                                                                 \
			return -ENOMEM;                                                            \
		for (size_t i = 0; i < ARRAY_SIZE(noun##_formats); i++)                            \
			if (strcmp(noun##_formats[i].name, format) == 0)                           \
				return noun##_formats[i].print(noun, out, options);                \
		return -EINVAL;                                                                    \
	}

#endif
