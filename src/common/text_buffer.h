/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMON_TEXT_BUFFER_H
#define BPFTAX_COMMON_TEXT_BUFFER_H

/*
 * A text that grows with what is added to it, so that no sentence is cut.
 *
 *	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
 *
 *	text_buffer_add(&text, "%zu blocks", blocks);
 *	if (dropped)
 *		text_buffer_add(&text, ", %zu dropped", dropped);
 *	if (text_buffer_error(&text) < 0)
 *		return -ENOMEM;
 *	puts(text_buffer_get(&text));
 *
 * Memory that runs out makes the text `failed`, which is asked once, at the end; what is added
 * after that is nothing.
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text_buffer {
	char *text; /* NULL as long as nothing was added */
	size_t length, size;
	bool failed;
};

/* What printf() makes of it, behind what is there. */
void text_buffer_add(struct text_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_buffer_add_va(struct text_buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* `separator` where something is there already, then the word: "a", "a, b". */
void text_buffer_add_word(struct text_buffer *buffer, const char *separator, const char *word);

/* The text, "" where nothing was added; belongs to the buffer, until something is added. */
const char *text_buffer_get(const struct text_buffer *buffer);

/* 0, or -ENOMEM when something of it is missing. */
int text_buffer_error(const struct text_buffer *buffer);

/* Hands the text to the caller, who frees it; the buffer is empty then.  NULL without memory. */
char *text_buffer_take(struct text_buffer *buffer);

/* Empties it and keeps its memory for what comes next. */
void text_buffer_clear(struct text_buffer *buffer);
void text_buffer_release(struct text_buffer *buffer);

#endif
