// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/network_words.h"
#include "protocol/names.h"

#include <string.h>

static bool is_generic(const struct report_result *result)
{
	const char *generic = object_mechanism_names[OBJECT_MECHANISM_xdp_generic].name;

	return result->record && !strcmp(result->status, "measured") &&
	       !strcmp(result->record->mechanism, generic);
}

static bool has_generic(const struct report *report)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (is_generic(&report->results[i]))
			return true;
	return false;
}

int say_generic(struct sentences *to, const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (has_generic(run->reports[i]))
			return say(to,
				   "xdp programs are measured in generic mode, on the loopback "
				   "device: the kernel has made a socket buffer of the packet "
				   "before they run, and copies it first where there is no room "
				   "before the packet, which is in the figure, and may take an "
				   "instruction or some more or less in another reload. In a "
				   "driver's native mode they cost something else.");
	return 0;
}
