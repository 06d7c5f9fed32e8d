// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/host.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define QEMU_OWN_MIB 96 /* measured: 60 to 90 MiB beside the guest's memory under TCG */

static int memory_available_mib(uint64_t *ret_mib, struct error *err)
{
	CLEANUP_FREE char *text = NULL;
	const char *line;
	uint64_t kib;
	int r = file_read("/proc/meminfo", &text, NULL, err);

	if (r < 0)
		return r;
	line = strstr(text, "MemAvailable:");
	if (!line || sscanf(line, "MemAvailable: %" SCNu64, &kib) != 1)
		return error_set(err, ERROR_ENVIRONMENT, EPROTO,
				 "/proc/meminfo does not say how much memory is free");
	*ret_mib = kib / 1024;
	return 0;
}

int host_memory_check(unsigned int guest_mib, struct error *err)
{
	uint64_t available_mib = 0;
	int r = memory_available_mib(&available_mib, err);

	if (r < 0)
		return r;
	if (available_mib >= (uint64_t)guest_mib + QEMU_OWN_MIB)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM,
			 "a guest of %u MiB needs %u MiB of memory and %" PRIu64
			 " are free: ask for less with --memory",
			 guest_mib, guest_mib + QEMU_OWN_MIB, available_mib);
}

/* Whom to join: "kvm" on Debian; NULL where that would not help, or would be root's group. */
static const struct group *group_that_may(const char *path)
{
	struct stat device;

	if (!geteuid() || stat(path, &device) < 0 || !(device.st_mode & S_IWGRP) || !device.st_gid)
		return NULL;
	return getgrgid(device.st_gid);
}

static int kvm_refused(const char *path, struct error *err)
{
	const struct group *group = group_that_may(path);

	if (!group)
		return error_set(err, ERROR_ENVIRONMENT, EACCES,
				 "%s: permission denied: see who may use it (ls -l %s), or "
				 "--accel tcg",
				 path, path);
	return error_set(err, ERROR_ENVIRONMENT, EACCES,
			 "%s: permission denied; its group may use it: sudo usermod -aG %s $USER, "
			 "then log in anew (or --accel tcg)",
			 path, group->gr_name);
}

int host_kvm_check(const char *path, struct error *err)
{
	CLEANUP_CLOSE int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd >= 0)
		return 0;
	if (errno == EACCES || errno == EPERM)
		return kvm_refused(path, err);
	if (errno == ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "there is no %s: modprobe kvm_intel or kvm_amd, switch "
				 "virtualisation on in the firmware, or --accel tcg",
				 path);
	return error_errno(err, ERROR_ENVIRONMENT, errno, "%s", path);
}

unsigned int host_guests_fit(unsigned int guest_mib)
{
	struct error ignored;
	uint64_t available_mib = 0;

	if (memory_available_mib(&available_mib, &ignored) < 0)
		return UINT_MAX;
	available_mib /= (uint64_t)guest_mib + QEMU_OWN_MIB;
	return available_mib > 1 ? (unsigned int)available_mib : 1;
}

unsigned int host_cpus(void)
{
	cpu_set_t allowed;
	long online;

	if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0)
		return (unsigned int)CPU_COUNT(&allowed);
	/* More CPUs than a cpu_set_t has. */
	online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (unsigned int)online : 1;
}

int host_thread_times(pid_t pid, pid_t thread_id, uint64_t *ret_cpu_ns, uint64_t *ret_wait_ns)
{
	CLEANUP_FREE char *path = file_path("/proc/%d/task/%d/schedstat", pid, thread_id);
	CLEANUP_FREE char *text = NULL;
	int r = path ? file_read(path, &text, NULL, NULL) : -ENOMEM;

	if (r < 0)
		return r;
	return sscanf(text, "%" SCNu64 " %" SCNu64, ret_cpu_ns, ret_wait_ns) == 2 ? 0 : -EPROTO;
}
