// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/root_file.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

__attribute__((format(printf, 2, 0))) static char *text_read(const char *root, const char *format,
							     va_list args)
{
	CLEANUP_FREE char *below = NULL;
	CLEANUP_FREE char *path = NULL;
	char *text = NULL;

	if (vasprintf(&below, format, args) < 0)
		return NULL;
	path = file_path("%s%s", root, below);
	return path && !file_read(path, &text, NULL, NULL) ? text : NULL;
}

char *root_file_text(const char *root, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = text_read(root, format, args);
	va_end(args);
	return text;
}

char *root_file_line(const char *root, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = text_read(root, format, args);
	va_end(args);
	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

char *root_file_value(const char *root, const char *path, const char *name)
{
	CLEANUP_FREE char *text = root_file_text(root, "%s", path);
	const char *line = text;

	while (line && strncmp(line, name, strlen(name)) != 0) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	if (!line)
		return NULL;
	line += strlen(name);
	line += strspn(line, " \t");
	return strndup(line, strcspn(line, "\n"));
}

char *root_file_choice(const char *root, const char *path)
{
	CLEANUP_FREE char *line = root_file_line(root, "%s", path);
	const char *open = line ? strchr(line, '[') : NULL;

	return open ? strndup(open + 1, strcspn(open + 1, "]")) : NULL;
}

bool root_file_access(const char *root, const char *path, int mode)
{
	CLEANUP_FREE char *whole = file_path("%s%s", root, path);

	return whole && !access(whole, mode);
}
