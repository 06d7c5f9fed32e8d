// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/statistics.h"
#include "agent/sysfile.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <unistd.h>

#define SYSCTL "/proc/sys/kernel/bpf_stats_enabled"

void statistics_init(struct statistics *statistics)
{
	*statistics = (struct statistics){ .fd = -1 };
}

bool statistics_foreign(const struct statistics *statistics)
{
	uint64_t value = 0;

	return !statistics->sysctl_on && !sysfile_read_number(&value, SYSCTL) && value;
}

static int sysctl_switch(struct statistics *statistics, bool on, struct error *err)
{
	int written;

	if (statistics->sysctl_on == on)
		return 0;
	written = sysfile_write(SYSCTL, on ? "1" : "0");
	if (written < 0)
		return error_errno(err, ERROR_RESULT, -written,
				   "kernel.bpf_stats_enabled cannot be set");
	statistics->sysctl_on = on;
	return 0;
}

static int descriptor_switch(struct statistics *statistics, bool on, struct error *err)
{
	int fd;

	if ((statistics->fd >= 0) == on)
		return 0;
	if (!on) {
		close(statistics->fd);
		statistics->fd = -1;
		return 0;
	}
	fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (fd < 0)
		return error_errno(err, ERROR_RESULT, -fd, "BPF statistics cannot be switched on");
	statistics->fd = fd;
	return 0;
}

int statistics_switch(struct statistics *statistics, bool on, bool by_sysctl, struct error *err)
{
	int done = descriptor_switch(statistics, on && !by_sysctl, err);

	return done < 0 ? done : sysctl_switch(statistics, on && by_sysctl, err);
}
