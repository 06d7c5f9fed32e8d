// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/cpu.h"

#include <sched.h>

void cpu_pin(unsigned int cpu)
{
	cpu_set_t set;

	if (cpu == CPU_ANYWHERE)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}
