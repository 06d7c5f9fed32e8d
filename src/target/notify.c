// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/notify.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"

void notify_say(const struct kernel_notify *notify, const char *format, ...)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	va_list args;

	if (!notify || !notify->say)
		return;
	va_start(args, format);
	text_buffer_add_va(&line, format, args);
	va_end(args);
	notify->say(notify->say_context, text_buffer_get(&line));
}

bool notify_stopping(const struct kernel_notify *notify)
{
	return notify && notify->stopping && notify->stopping(notify->stopping_context);
}
