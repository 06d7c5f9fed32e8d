// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bpftax as it is, but that every target it starts is the fake agent of tests/unit/run: for tests
 * of the whole program without a kernel.  What the agent does comes from the environment:
 *
 *	FAKE_WINDOW_US    how long a window takes
 *	FAKE_TEXT         what it says wherever it may say what it likes
 *	FAKE_FACTS        of its machine, JSON
 *	FAKE_BROKEN_KERNEL, FAKE_UNSUPPORTED, FAKE_DEADLY	as in fake_agent.h
 *	FAKE_DISK_FULL, FAKE_DISK_BREAKS	after so many writes of the store (broken_disk.h)
 *	FAKE_CLOCK_JUMPS, FAKE_IDLE_FROM	as in fake_agent.h
 *	FAKE_LIMIT_S      that any process may take which has a limit
 *	FAKE_LOG	a file that is given each window's number
 *	FAKE_LIFE	which life of the run this is
 *
 * SIGUSR1 takes its guest away and SIGUSR2 the guest's iperf3, as if somebody had killed them at
 * that moment.
 */
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include "broken_disk.h"
#include "common/process.h"
#include "fake_agent.h"
#include "target/kernel.h"

int bpftax_main(int argc, char **argv);
int __wrap_kernel_check(const struct architecture *architecture, const char *kernel,
			struct error *err);
int __real_process_capture(const struct process_options *options, struct process_output *ret_output,
			   struct error *err);
int __wrap_process_capture(const struct process_options *options, struct process_output *ret_output,
			   struct error *err);

/* Every kernel that somebody names is there. */
int __wrap_kernel_check(const struct architecture *architecture, const char *kernel,
			struct error *err)
{
	(void)architecture;
	(void)kernel;
	(void)err;
	return 0;
}

static unsigned int number_of(const char *variable)
{
	const char *value = getenv(variable);

	return value ? (unsigned int)strtoul(value, NULL, 10) : 0;
}

int __wrap_process_capture(const struct process_options *options, struct process_output *ret_output,
			   struct error *err)
{
	struct process_options own = *options;

	if (own.limit_s && getenv("FAKE_LIMIT_S"))
		own.limit_s = number_of("FAKE_LIMIT_S");
	return __real_process_capture(&own, ret_output, err);
}

static void take_away(int signal)
{
	if (signal == SIGUSR1)
		fake_agent.lost = 1;
	else
		fake_agent.broken = 1;
}

static int log_open(const char *path)
{
	return path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : 0;
}

static void disk_break(const char *variable, int result)
{
	if (getenv(variable))
		broken_disk_install(number_of(variable), result);
}

int main(int argc, char **argv)
{
	fake_agent = (struct fake_agent){
		.longest_ns = 181535,
		.window_us = number_of("FAKE_WINDOW_US"),
		.windows_log = log_open(getenv("FAKE_LOG")),
		.life = number_of("FAKE_LIFE"),
		.deadly = getenv("FAKE_DEADLY"),
		.deaths = getenv("FAKE_DEADLY") ? 1000000 : 0,
		.text = getenv("FAKE_TEXT"),
		.facts = getenv("FAKE_FACTS"),
		.interrupted = number_of("FAKE_INTERRUPTED"),
		.clock_jumps = number_of("FAKE_CLOCK_JUMPS"),
		.idle_from = number_of("FAKE_IDLE_FROM"),
		.broken_kernel = getenv("FAKE_BROKEN_KERNEL"),
		.unsupported = getenv("FAKE_UNSUPPORTED"),
	};
	disk_break("FAKE_DISK_FULL", SQLITE_FULL);
	disk_break("FAKE_DISK_BREAKS", SQLITE_IOERR_WRITE);
	signal(SIGUSR1, take_away);
	signal(SIGUSR2, take_away);
	return bpftax_main(argc, argv);
}
