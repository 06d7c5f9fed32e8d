// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * read_large kallsyms LINES | cpus CPUS: what it takes to find names in a list of so many symbols,
 * and to order so many CPUs: seconds of CPU, the least of some, and bytes resident.
 */
#include "agent/symbol_text.h"
#include "common/cleanup.h"
#include "common/error.h"
#include "common/file.h"
#include "environment/topology.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define TIMES 7

static double cpu_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What the agent does for a mechanism that hooks several: all in one pass, the last at its end. */
static void symbols_find(const void *context)
{
	static const char *const names[] = { "function_0", "udp_recvmsg", "no_such_function" };
	uint64_t addresses[ARRAY_SIZE(names)];
	FILE *list = (FILE *)context;

	rewind(list);
	kallsyms_addresses(list, names, ARRAY_SIZE(names), addresses);
}

static void topology_order(const void *root)
{
	struct topology topology;

	(void)!topology_read(root, &topology);
}

static void measure(void (*what)(const void *context), const void *context)
{
	struct rusage usage;
	double least_s = 1e9;

	for (int i = 0; i < TIMES; i++) {
		double begun_s = cpu_s(), taken_s;

		what(context);
		taken_s = cpu_s() - begun_s;
		if (taken_s < least_s)
			least_s = taken_s;
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("%.6f %ld\n", least_s, usage.ru_maxrss * 1024);
}

static void kallsyms_measure(int lines)
{
	FILE *list = tmpfile();

	for (int i = 0; list && i < lines; i++)
		fprintf(list, "%016lx t function_%d\t[module]\n",
			0xffffffff81000000ul + 16ul * (unsigned int)i, i);
	if (!list)
		return;
	measure(symbols_find, list);
	fclose(list);
}

static void text_write(const char *root, const char *name, const char *text)
{
	CLEANUP_FREE char *path = file_path("%s/%s", root, name);

	if (file_make_parents(path, NULL) < 0 ||
	    file_write_atomically(path, text, strlen(text), NULL) < 0)
		exit(ERROR_ENVIRONMENT);
}

static void cpus_measure(int cpus)
{
	char root[] = "/tmp/bpftax-cpus-XXXXXX", name[128], text[64];

	if (!mkdtemp(root))
		exit(ERROR_ENVIRONMENT);
	snprintf(text, sizeof(text), "Cpus_allowed_list:\t0-%d\n", cpus - 1);
	text_write(root, "proc/self/status", text);
	for (int cpu = 0; cpu < cpus; cpu++) {
		snprintf(name, sizeof(name),
			 "sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", cpu);
		snprintf(text, sizeof(text), "%d,%d\n", cpu % (cpus / 2),
			 cpu % (cpus / 2) + cpus / 2);
		text_write(root, name, text);
	}
	measure(topology_order, root);
	file_remove_tree(root);
}

int main(int argc, char **argv)
{
	int count = argc == 3 ? atoi(argv[2]) : 0;

	if (count < 2) {
		fprintf(stderr, "usage: read_large kallsyms LINES | cpus CPUS\n");
		return ERROR_USAGE;
	}
	if (!strcmp(argv[1], "cpus"))
		cpus_measure(count);
	else
		kallsyms_measure(count);
	return 0;
}
