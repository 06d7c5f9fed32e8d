// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int say(struct report *report, const char *format, ...)
{
	char **larger =
	    reallocarray(report->sentences, report->sentence_count + 1, sizeof(*larger));
	char *sentence = NULL;
	va_list args;
	int length;

	if (!larger)
		return -ENOMEM;
	report->sentences = larger;
	va_start(args, format);
	length = vasprintf(&sentence, format, args);
	va_end(args);
	if (length < 0)
		return -ENOMEM;
	larger[report->sentence_count++] = sentence;
	return 0;
}
