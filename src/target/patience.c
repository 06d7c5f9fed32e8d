// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/patience.h"
#include "target/host.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/file.h"

#include <dirent.h>
#include <stdlib.h>

/* What answers no sooner is of no use, however busy the host. */
#define WAITED_MOST_NS (600 * UINT64_C(1000000000))

uint64_t patience_waited_ns(pid_t pid)
{
	CLEANUP_FREE char *path = file_path("/proc/%d/task", pid);
	DIR *threads = path ? opendir(path) : NULL;
	const struct dirent *entry;
	uint64_t most_ns = 0;

	if (!threads)
		return 0;
	while ((entry = readdir(threads))) {
		uint64_t cpu_ns, wait_ns;

		if (host_thread_times(pid, atoi(entry->d_name), &cpu_ns, &wait_ns) == 0 &&
		    wait_ns > most_ns)
			most_ns = wait_ns;
	}
	closedir(threads);
	return most_ns;
}

struct patience patience_begin(pid_t pid, uint64_t deadline_ns)
{
	return (struct patience){ .pid = pid,
				  .deadline_ns = deadline_ns,
				  .waited_ns = patience_waited_ns(pid) };
}

bool patience_is_spent(const struct patience *patience, uint64_t waited_ns, uint64_t now_ns)
{
	uint64_t more_ns = waited_ns > patience->waited_ns ? waited_ns - patience->waited_ns : 0;

	if (patience->deadline_ns == DEADLINE_NEVER || now_ns < patience->deadline_ns)
		return false;
	return now_ns - patience->deadline_ns >=
	       (more_ns < WAITED_MOST_NS ? more_ns : WAITED_MOST_NS);
}

bool patience_is_over(const struct patience *patience)
{
	return !deadline_left_ms(patience->deadline_ns) &&
	       patience_is_spent(patience, patience_waited_ns(patience->pid), deadline_now_ns());
}
