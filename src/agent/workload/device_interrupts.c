// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/device_interrupts.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "environment/cpu_list.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * The directory with one entry an interrupt: of the device itself, or for virtio of what it sits
 * on.  NULL when there is neither.
 */
static DIR *interrupts_open(const char *root, const char *device)
{
	static const char *const places[] = { "msi_irqs", "../msi_irqs" };
	DIR *directory = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(places) && !directory; i++) {
		char path[PATH_MAX];

		snprintf(path, sizeof(path), "%s/sys/class/net/%s/device/%s", root, device,
			 places[i]);
		directory = opendir(path);
	}
	return directory;
}

/* Goes on as long as carry_out() says 0; -ENOENT when there was no interrupt at all. */
static int each_interrupt(const char *root, const char *device,
			  int (*carry_out)(const char *path, unsigned int cpu), unsigned int cpu)
{
	DIR *directory = interrupts_open(root, device);
	struct dirent *entry;
	int done = -ENOENT;

	while (directory && (entry = readdir(directory)) && (!done || done == -ENOENT)) {
		unsigned int number;
		char path[PATH_MAX];

		if (sscanf(entry->d_name, "%u", &number) != 1)
			continue;
		snprintf(path, sizeof(path), "%s/proc/irq/%u/smp_affinity_list", root, number);
		done = carry_out(path, cpu);
	}
	if (directory)
		closedir(directory);
	return done;
}

static int steer(const char *path, unsigned int cpu)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", cpu);
	return sysfile_write(path, text);
}

static int reaches(const char *path, unsigned int cpu)
{
	CLEANUP_FREE char *text = sysfile_read("%s", path);
	cpu_set_t cpus;

	if (!text || cpu_list_parse(text, &cpus) < 0)
		return -ENODATA;
	return CPU_ISSET(cpu, &cpus) ? 1 : 0;
}

int device_interrupts_steer(const char *root, const char *device, unsigned int cpu)
{
	return each_interrupt(root, device, steer, cpu);
}

int device_interrupts_reach(const char *root, const char *device, unsigned int cpu)
{
	int reached = each_interrupt(root, device, reaches, cpu);

	return reached == -ENODATA ? -ENOENT : reached;
}
