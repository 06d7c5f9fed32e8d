// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/where_told.h"

#include <stddef.h>

static const char *const context_names[WHERE_CONTEXTS] = {
	[WHERE_PROCESS] = "process",
	[WHERE_SOFTIRQ] = "softirq",
	[WHERE_HARDIRQ] = "hardirq",
	[WHERE_NMI] = "nmi",
};

json_t *where_to_json(const struct where_seen *seen)
{
	const unsigned long long *hits = seen->hits[WHERE_OUTSIDE];
	size_t most = WHERE_PROCESS;

	for (size_t i = 0; i < WHERE_CONTEXTS; i++)
		if (hits[i] > hits[most])
			most = i;
	if (!hits[most])
		return json_object();
	return json_pack("{s:s s:i s:s}", "context", context_names[most], "cpu",
			 (int)seen->cpu[most], "process", seen->process[most]);
}
