// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/last_lines.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads the end of the file, at most size - 1 bytes. */
static size_t end_read(int fd, char *buffer, size_t size)
{
	struct stat info;
	off_t start;
	ssize_t got;

	if (fstat(fd, &info) < 0)
		return 0;
	start = info.st_size > (off_t)size - 1 ? info.st_size - ((off_t)size - 1) : 0;
	got = pread(fd, buffer, size - 1, start);
	return got > 0 ? (size_t)got : 0;
}

/* Control characters would move the cursor of whoever reads the sentence. */
static void text_clean(char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\r')
			text[i] = '\n';
		else if (text[i] != '\n' && !isprint((unsigned char)text[i]))
			text[i] = ' ';
	text[length] = '\0';
}

static char *line_last(char *text)
{
	char *newline = strrchr(text, '\n');

	return newline ? newline + 1 : text;
}

/* Cuts lines off the end and puts each before the result. */
char *last_lines(int fd, size_t count)
{
	char buffer[LAST_LINES_BYTES + 1];
	char *result = strdup("");
	char *line;

	text_clean(buffer, end_read(fd, buffer, sizeof(buffer) - 3 * count));
	while (result && count) {
		line = line_last(buffer);
		if (*line && line[strspn(line, " ")]) {
			CLEANUP_FREE char *after = result;

			if (asprintf(&result, "%s%s%s", line, *after ? " | " : "", after) < 0)
				result = NULL;
			count--;
		}
		if (line == buffer)
			break;
		line[-1] = '\0';
	}
	return result;
}

char *last_words(int fd)
{
	static const char *const marks[] = { "Kernel panic - ", "BUG: ", "Oops: ", "rcu: INFO: " };
	CLEANUP_FREE char *text = NULL;
	char *found = NULL;
	size_t length;

	if (file_read_fd(fd, &text, &length, NULL) < 0)
		return NULL;
	text_clean(text, length);
	for (size_t i = 0; i < ARRAY_SIZE(marks) && !found; i++)
		found = strstr(text, marks[i]);
	return found ? strndup(found, strcspn(found, "\n")) : strdup("");
}
