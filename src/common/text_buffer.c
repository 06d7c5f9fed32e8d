// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text_buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

#define SIZE_FIRST 128

/* Room for so many characters more and the NUL. */
static bool buffer_reserve(struct text_buffer *buffer, size_t more)
{
	size_t size = buffer->size ? buffer->size : SIZE_FIRST;
	char *text;

	while (size < buffer->length + more + 1)
		size *= 2;
	if (size == buffer->size)
		return true;
	text = realloc(buffer->text, size);
	if (!text) {
		buffer->failed = true;
		return false;
	}
	buffer->text = text;
	buffer->size = size;
	return true;
}

void text_buffer_add_va(struct text_buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		buffer->failed = true;
	if (!buffer->failed && buffer_reserve(buffer, (size_t)length))
		buffer->length += (size_t)vsnprintf(buffer->text + buffer->length,
						    (size_t)length + 1, format, again);
	va_end(again);
}

void text_buffer_add(struct text_buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_buffer_add_va(buffer, format, arguments);
	va_end(arguments);
}

void text_buffer_add_word(struct text_buffer *buffer, const char *separator, const char *word)
{
	text_buffer_add(buffer, "%s%s", buffer->length ? separator : "", word);
}

const char *text_buffer_get(const struct text_buffer *buffer)
{
	return buffer->text ? buffer->text : "";
}

int text_buffer_error(const struct text_buffer *buffer)
{
	return buffer->failed ? -ENOMEM : 0;
}

char *text_buffer_take(struct text_buffer *buffer)
{
	char *text = NULL;

	if (!buffer->failed && buffer_reserve(buffer, 0)) {
		buffer->text[buffer->length] = '\0';
		text = take_pointer(buffer->text);
	}
	text_buffer_release(buffer);
	return text;
}

void text_buffer_clear(struct text_buffer *buffer)
{
	buffer->length = 0;
	buffer->failed = false;
	if (buffer->text)
		buffer->text[0] = '\0';
}

void text_buffer_release(struct text_buffer *buffer)
{
	free(buffer->text);
	*buffer = (struct text_buffer){ 0 };
}
