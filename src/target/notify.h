/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_NOTIFY_H
#define BPFTAX_NOTIFY_H

/*
 * How what takes long, such as fetching a kernel, speaks to the user and is ended by him.
 *
 *	const struct kernel_notify notify = { .say = print, .stopping = is_interrupted };
 *
 *	kernel_fetch("debian-6.12-cloud", &notify, &directory, &err);
 */

#include <stdbool.h>

/* Both may be NULL. */
struct kernel_notify {
	void (*say)(void *context, const char *line);
	void *say_context;
	bool (*stopping)(void *context); /* true: end with -EINTR */
	void *stopping_context;
};

/* One line, however long; nothing when nobody listens. */
void notify_say(const struct kernel_notify *notify, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether the user wants it to end. */
bool notify_stopping(const struct kernel_notify *notify);

#endif
