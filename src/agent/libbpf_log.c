// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/libbpf_log.h"
#include "common/text.h"

#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PREFIX "libbpf: "

/* libbpf has one printer for all, without a context of ours. */
static char last_reason[1024];
static libbpf_print_fn_t printer_before;

/* What follows from an error that it has given the reason of before. */
static const char *const consequences[] = {
	"failed to load object",   "failed to load program",
	"failed to perform CO-RE", "failed to relocate",
	"-- BEGIN PROG LOAD LOG",  "-- END PROG LOAD LOG",
	"BPF program load failed", "failed to initialize skeleton",
	"failed to load: ",	   "failed to prepare load attributes",
};

/* "prog 'x': failed to relocate ...": the object, map or program before it is no word of it. */
static bool is_consequence(const char *line)
{
	const char *said = strstr(line, "': ");

	for (size_t i = 0; i < sizeof(consequences) / sizeof(*consequences); i++)
		if (text_starts_with(line, consequences[i]) ||
		    (said && text_starts_with(said + 3, consequences[i])))
			return true;
	return false;
}

__attribute__((format(printf, 2, 0))) static int line_keep(enum libbpf_print_level level,
							   const char *format, va_list arguments)
{
	char text[sizeof(last_reason)];
	const char *line = text;

	if (level != LIBBPF_WARN)
		return 0;
	vsnprintf(text, sizeof(text), format, arguments);
	text[strcspn(text, "\n")] = '\0';
	if (text_starts_with(line, PREFIX))
		line += strlen(PREFIX);
	if (*line && !is_consequence(line))
		snprintf(last_reason, sizeof(last_reason), "%s", line);
	return 0;
}

void libbpf_log_begin(void)
{
	*last_reason = '\0';
	printer_before = libbpf_set_print(line_keep);
}

void libbpf_log_end(char *ret_reason, size_t size)
{
	libbpf_set_print(printer_before);
	snprintf(ret_reason, size, "%s", last_reason);
}
