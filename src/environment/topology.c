// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/topology.h"
#include "environment/cpu_list.h"
#include "environment/root_file.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

static int allowed_read(const char *root, cpu_set_t *ret_allowed)
{
	CLEANUP_FREE char *list = root_file_value(root, "/proc/self/status", "Cpus_allowed_list:");

	return list && !cpu_list_parse(list, ret_allowed) && CPU_COUNT(ret_allowed) ? 0 : -ENOENT;
}

/* Whether none of the CPUs before it shares its core; a kernel that does not say has no SMT. */
static bool is_first_of_core(const char *root, int cpu, const cpu_set_t *allowed)
{
	CLEANUP_FREE char *list = root_file_line(
	    root, "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", cpu);
	cpu_set_t siblings;

	if (!list || cpu_list_parse(list, &siblings) < 0)
		return true;
	for (int other = 0; other < cpu; other++)
		if (CPU_ISSET((size_t)other, &siblings) && CPU_ISSET((size_t)other, allowed))
			return false;
	return true;
}

int topology_read(const char *root, struct topology *ret_topology)
{
	unsigned int later[CPU_SETSIZE];
	size_t later_count = 0;
	cpu_set_t allowed;
	int cpu, code = allowed_read(root, &allowed);

	if (code < 0)
		return code;
	ret_topology->count = 0;
	for (unsigned int n = 0; (cpu = cpu_list_nth(&allowed, n)) >= 0; n++) {
		if (is_first_of_core(root, cpu, &allowed))
			ret_topology->cpus[ret_topology->count++] = (unsigned int)cpu;
		else
			later[later_count++] = (unsigned int)cpu;
	}
	ret_topology->cores = ret_topology->count;
	memcpy(ret_topology->cpus + ret_topology->count, later, later_count * sizeof(*later));
	ret_topology->count += later_count;
	return 0;
}
