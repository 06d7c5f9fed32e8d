// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/guest_network.h"
#include "target/host.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The last word of a line of numbers; 0 when it is none, as the heading's is not. */
static bool last_number(const char *line, size_t length, double *ret_number)
{
	CLEANUP_FREE char *copy = strndup(line, length);
	const char *word;
	char *end;

	if (!copy)
		return false;
	for (size_t used = strlen(copy); used && copy[used - 1] == ' '; used--)
		copy[used - 1] = '\0';
	word = strrchr(copy, ' ');
	if (!word)
		return false;
	*ret_number = strtod(word + 1, &end);
	return end > word + 1 && !*end;
}

/*
 * "   7: 0100007F:F315 00000000:0000 07 ... 2 pointer 0": the second word has the local port,
 * the last one the drops.
 */
double udp_socket_drops(const char *text, unsigned int port)
{
	double sum = NAN, drops;

	for (const char *line = text, *end; line && *line; line = *end ? end + 1 : end) {
		unsigned int local;

		end = line + strcspn(line, "\n");
		if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%x", &local) == 1 && local == port &&
		    last_number(line, (size_t)(end - line), &drops))
			sum = isnan(sum) ? drops : sum + drops;
	}
	return sum;
}

struct network_totals guest_network_totals(pid_t qemu_pid, unsigned int forward_port)
{
	struct network_totals totals = { NAN, NAN, NAN };
	CLEANUP_FREE char *path = file_path("/proc/%d/net/udp", qemu_pid);
	CLEANUP_FREE char *text = NULL;
	uint64_t cpu_ns, wait_ns;

	if (host_thread_times(qemu_pid, qemu_pid, &cpu_ns, &wait_ns) == 0) {
		totals.cpu_ns = (double)cpu_ns;
		totals.wait_ns = (double)wait_ns;
	}
	if (forward_port && path && file_read(path, &text, NULL, NULL) == 0)
		totals.drops = udp_socket_drops(text, forward_port);
	return totals;
}

static bool is_vcpu(const struct guest_threads *threads, pid_t thread_id)
{
	for (size_t i = 0; i < threads->vcpu_count; i++)
		if (threads->vcpus[i] == thread_id)
			return true;
	return false;
}

/* One that has ended meanwhile needs no CPU. */
static int others_move(const struct guest_threads *threads, const cpu_set_t *cpus)
{
	CLEANUP_FREE char *path = file_path("/proc/%d/task", threads->qemu_pid);
	DIR *directory = path ? opendir(path) : NULL;
	struct dirent *entry;
	int moved = directory ? 0 : -errno;

	while (directory && !moved && (entry = readdir(directory))) {
		pid_t thread_id = atoi(entry->d_name);

		if (thread_id > 0 && !is_vcpu(threads, thread_id) &&
		    sched_setaffinity(thread_id, sizeof(*cpus), cpus) < 0 && errno != ESRCH)
			moved = -errno;
	}
	if (directory)
		closedir(directory);
	return moved;
}

int guest_network_make_way(const struct guest_threads *threads, const struct topology *topology,
			   unsigned int host_cpu, cpu_set_t *ret_rest)
{
	cpu_set_t rest;
	int moved;

	CPU_ZERO(&rest);
	for (size_t i = 0; i < topology->count; i++)
		if (topology->cpus[i] != host_cpu)
			CPU_SET(topology->cpus[i], &rest);
	if (!CPU_COUNT(&rest))
		return -ENOSPC;
	moved = others_move(threads, &rest);
	if (!moved)
		*ret_rest = rest;
	return moved;
}
