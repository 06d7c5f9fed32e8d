// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bpftax-agent: runs where the kernel under test runs, as root.  As process 1 of a guest it is
 * the whole user space; otherwise it speaks on its standard streams (--stdio).
 */
#include "agent/channel.h"
#include "agent/init.h"
#include "agent/session.h"
#include "agent/setting.h"
#include "agent/tracing_mount.h"
#include "agent/workload/task.h"
#include "common/cleanup.h"

#include <bpf/libbpf.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

__attribute__((format(printf, 2, 0))) static int libbpf_quiet(enum libbpf_print_level level,
							      const char *format, va_list args)
{
	return level == LIBBPF_WARN ? vfprintf(stderr, format, args) : 0;
}

static void process_prepare(void)
{
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };

	signal(SIGPIPE, SIG_IGN);
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	libbpf_set_print(libbpf_quiet);
}

static void guest_run(void)
{
	struct channel channel;
	int fd;

	init_mount();
	init_random();
	init_load_modules();
	init_kernel_config();
	device_up("lo", NULL);
	fd = init_open_channel();
	if (fd < 0)
		fprintf(stderr, "bpftax-agent: no channel to the coordinator: %s\n", strerror(-fd));
	else if (!channel_open(&channel, fd, fd))
		session_run(&channel);
	init_power_off();
}

int main(int argc, char **argv)
{
	struct channel channel;

	process_prepare();
	if (getpid() == 1)
		guest_run();
	if (argc != 2 || strcmp(argv[1], "--stdio") != 0) {
		fprintf(stderr, "usage: bpftax-agent --stdio (started by bpftax, not by hand)\n");
		return 2;
	}
	tracing_mount_private();
	settings_guard(SETTINGS_JOURNAL);
	if (channel_open(&channel, STDIN_FILENO, STDOUT_FILENO) < 0)
		return 3;
	session_run(&channel);
	settings_end(SETTINGS_JOURNAL);
	return 0;
}
