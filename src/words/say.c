// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int say(struct sentences *to, const char *format, ...)
{
	char **larger = reallocarray(to->texts, to->count + 1, sizeof(*larger));
	char *sentence = NULL;
	va_list args;
	int length;

	if (!larger)
		return -ENOMEM;
	to->texts = larger;
	va_start(args, format);
	length = vasprintf(&sentence, format, args);
	va_end(args);
	if (length < 0)
		return -ENOMEM;
	larger[to->count++] = sentence;
	return 0;
}
