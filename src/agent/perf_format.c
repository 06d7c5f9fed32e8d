// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/perf_format.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

unsigned int perf_format_parse(const char *text, unsigned int otherwise)
{
	unsigned int shift;

	return text && sscanf(text, "config:%u", &shift) == 1 ? shift : otherwise;
}

unsigned int perf_format_shift(const char *path, unsigned int otherwise)
{
	CLEANUP_FREE char *text = sysfile_read("%s", path);

	return perf_format_parse(text, otherwise);
}
