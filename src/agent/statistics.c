// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/statistics.h"
#include "agent/program.h"
#include "agent/setting.h"
#include "agent/sysfile.h"
#include "agent/test_run.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <unistd.h>

#define SYSCTL "/proc/sys/kernel/bpf_stats_enabled"

void statistics_init(struct statistics *statistics)
{
	*statistics = (struct statistics){ .fd = -1, .witness_fd = -1 };
}

void statistics_witness_load(struct statistics *statistics)
{
	struct error ignored;

	statistics->witness_fd =
	    test_run_load(program_names[PROGRAM_null].name, &statistics->witness, &ignored);
}

void statistics_release(struct statistics *statistics)
{
	struct error ignored;

	statistics_switch(statistics, false, false, &ignored);
	bpf_object__close(statistics->witness);
	statistics_init(statistics);
}

bool statistics_ours(const struct statistics *statistics)
{
	return statistics->fd >= 0 || statistics->sysctl_on;
}

int statistics_others_count(const struct statistics *statistics)
{
	struct program_statistics before, after;
	struct test_pass pass;
	int fd = statistics->witness_fd, done;

	if (fd < 0)
		return -ENOENT;
	if (statistics_ours(statistics))
		return -EBUSY;
	done = program_statistics_read(fd, &before);
	if (!done)
		done = test_run_pass(fd, 1, &pass);
	if (!done)
		done = program_statistics_read(fd, &after);
	return done ? done : after.hits != before.hits;
}

/* Setting it back to 0 would take it away from whoever set it. */
static int sysctl_refuse_foreign(struct error *err)
{
	uint64_t value = 0;

	if (sysfile_read_number(&value, SYSCTL) < 0 || !value)
		return 0;
	return error_set(err, ERROR_RESULT, EBUSY,
			 "kernel.bpf_stats_enabled is on already: somebody else counts; set it to "
			 "0 first, or use --stats-by fd");
}

static int sysctl_switch(struct statistics *statistics, bool on, struct error *err)
{
	int written;

	if (statistics->sysctl_on == on)
		return 0;
	if (on && sysctl_refuse_foreign(err) < 0)
		return -EBUSY;
	written = on ? setting_change(SYSCTL, "1", NULL) : setting_put_back(SYSCTL, "0");
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
