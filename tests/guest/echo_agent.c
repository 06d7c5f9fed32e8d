// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The smallest agent there can be, for tests of targets: it says hello and sends back every line
 * that comes.  As PID 1 it mounts what it needs, loads /modules.list and speaks over the virtio
 * port org.bpftax.agent or, without one, over the second serial port; with --stdio over its
 * standard streams.  Lines that begin with a word make it misbehave:
 *
 *	panic      the kernel panics (sysrq c)
 *	hang       it never answers again
 *	memory     it takes all memory that there is
 *	stall      a program of it does not end, under RCU's read lock
 *	leave      it exits, which panics a kernel when it was PID 1
 *	modules    sends {"modules": "..."}, the names in /proc/modules
 */
#include "protocol/version.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

static void complain(const char *what)
{
	perror(what);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		complain(path);
	if (fd >= 0)
		close(fd);
}

static void mount_all(void)
{
	mkdir("/dev", 0755);
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	if (mount("dev", "/dev", "devtmpfs", 0, "") < 0 ||
	    mount("proc", "/proc", "proc", 0, "") < 0 || mount("sys", "/sys", "sysfs", 0, "") < 0)
		complain("mount");
}

static void module_load(const char *path, int flags)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0 || syscall(SYS_finit_module, fd, "", flags) < 0)
		complain(path);
	if (fd >= 0)
		close(fd);
}

static void modules_load(void)
{
	FILE *list = fopen("/modules.list", "r");
	char path[256];
	int flags;

	while (list && fscanf(list, "%255s %d", path, &flags) == 2)
		module_load(path, flags);
	if (list)
		fclose(list);
}

static bool port_is_ours(const char *name)
{
	char path[300], text[64] = "";
	int fd;

	snprintf(path, sizeof(path), "/sys/class/virtio-ports/%s/name", name);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return false;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';
	close(fd);
	return !strncmp(text, "org.bpftax.agent", 16);
}

static int virtio_open(void)
{
	DIR *ports = opendir("/sys/class/virtio-ports");
	struct dirent *entry;
	char path[300];
	int fd = -1;

	while (ports && fd < 0 && (entry = readdir(ports)))
		if (port_is_ours(entry->d_name)) {
			snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
			fd = open(path, O_RDWR);
		}
	if (ports)
		closedir(ports);
	return fd;
}

static int serial_open(void)
{
	int fd = open("/dev/ttyS1", O_RDWR | O_NOCTTY);
	struct termios raw;

	if (fd < 0 || tcgetattr(fd, &raw) < 0)
		return fd;
	cfmakeraw(&raw);
	cfsetspeed(&raw, B115200);
	tcsetattr(fd, TCSANOW, &raw);
	return fd;
}

static void say_modules(FILE *out)
{
	FILE *modules = fopen("/proc/modules", "r");
	char name[64], rest[512];

	fprintf(out, "{\"modules\":\"");
	while (modules && fscanf(modules, "%63s%511[^\n]", name, rest) == 2)
		fprintf(out, "%s ", name);
	fprintf(out, "\"}\n");
	if (modules)
		fclose(modules);
}

static void take_all_memory(void)
{
	const size_t size = 1 << 20;

	for (;;) {
		char *part = malloc(size);

		if (part)
			memset(part, 1, size);
	}
}

/* --- a stall of RCU */

#define STALL_S "3" /* the least that a kernel takes */

/* So many sleeps of a millisecond, in which the kernel can begin to wait; a time might pass without
 * any. */
#define PROGRAMS_GONE 50

/* What may_goto is, for headers that are older than it: it goes on 8,388,608 times. */
#define MAY_GOTO(offset)                                                                           \
	{                                                                                          \
		.code = BPF_JMP | 0xe0, .off = (offset)                                            \
	}
#define CALL_OWN(offset)                                                                           \
	{                                                                                          \
		.code = BPF_JMP | BPF_CALL, .src_reg = BPF_PSEUDO_CALL, .imm = (offset)            \
	}
#define GO(offset)                                                                                 \
	{                                                                                          \
		.code = BPF_JMP | BPF_JA, .off = (offset)                                          \
	}
#define RETURN_0                                                                                   \
	{ .code = BPF_ALU64 | BPF_MOV | BPF_K },                                                   \
	{                                                                                          \
		.code = BPF_JMP | BPF_EXIT                                                         \
	}

/* The verifier takes it; all rounds of the one loop in each round of the other are days. */
static const struct bpf_insn endless[] = {
	CALL_OWN(4), MAY_GOTO(1), GO(-3),   RETURN_0, /* the program */
	MAY_GOTO(1), GO(-2),	  RETURN_0,	      /* what it calls */
};

static int program_load(void)
{
	static char log[4096];
	union bpf_attr attr = {
		.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT,
		.insns = (uintptr_t)endless,
		.insn_cnt = sizeof(endless) / sizeof(*endless),
		.license = (uintptr_t) "GPL",
		.log_buf = (uintptr_t)log,
		.log_size = sizeof(log),
		.log_level = 1,
	};
	int fd = (int)syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));

	if (fd < 0)
		fprintf(stderr, "a program that does not end: %m: %s\n", log);
	return fd;
}

/*
 * Somebody has to be waiting for readers by then, as no kernel looks for stalls otherwise: here
 * whoever frees programs that are gone.  Where the host's CPUs are taken that may come late.
 */
static void wait_for_readers(void)
{
	int gone[2];
	char byte;

	if (pipe(gone) < 0)
		complain("no pipe");
	if (fork()) {
		for (int i = 0; i < PROGRAMS_GONE; i++)
			if (read(gone[0], &byte, 1) != 1)
				complain("nobody frees programs");
		return;
	}
	for (;;) {
		close(program_load());
		if (write(gone[1], "", 1) != 1)
			complain("nobody waits for programs that are gone");
		usleep(1000);
	}
}

/* The watchdog of the processors would tell it, too, and RCU is to. */
static void stall(void)
{
	union bpf_attr attr = { .test.prog_fd = (uint32_t)program_load() };

	write_text("/proc/sys/kernel/watchdog", "0");
	write_text("/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout", STALL_S);
	wait_for_readers();
	syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr));
	complain("a program that does not end ended");
}

static void answer(FILE *out, const char *line)
{
	if (strstr(line, "panic"))
		write_text("/proc/sysrq-trigger", "c");
	else if (strstr(line, "hang"))
		pause();
	else if (strstr(line, "memory"))
		take_all_memory();
	else if (strstr(line, "stall"))
		stall();
	else if (strstr(line, "leave"))
		exit(0);
	else if (strstr(line, "modules"))
		say_modules(out);
	else
		fputs(line, out);
}

static int serve(int in_fd, int out_fd)
{
	FILE *in = fdopen(in_fd, "r"), *out = fdopen(dup(out_fd), "w");
	size_t size = 0;
	char *line = NULL;

	fprintf(out, PROTOCOL_HELLO_LINE "\n");
	fflush(out);
	while (getline(&line, &size, in) > 0) {
		answer(out, line);
		fflush(out);
	}
	return 0;
}

int main(int argc, char **argv)
{
	int fd;

	if (argc > 1 && !strcmp(argv[1], "--stdio"))
		return serve(0, 1);
	mount_all();
	modules_load();
	fd = virtio_open();
	if (fd < 0)
		fd = serial_open();
	if (fd < 0)
		complain("no channel");
	return fd < 0 ? 1 : serve(fd, fd);
}
