// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/qemu.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IPERF3_PORT 5201
#define FIRST_MAJOR_WITHOUT_OLD_CODE 10

/*
 * panic=-1 and oops=panic: a kernel that has gone wrong ends the guest (-no-reboot) instead of
 * measuring on.  loglevel=4 after quiet keeps errors on the console, for the last lines that are
 * shown then.
 */
#define KERNEL_ARGUMENTS "console=%s panic=-1 oops=panic rdinit=/init quiet loglevel=4"

/*
 * Nothing that differs from boot to boot: no random addresses, no random stack offset, no entropy
 * from the processor, which the counted_cpu does not have.
 */
#define ICOUNT_KERNEL_ARGUMENTS " nokaslr randomize_kstack_offset=off"

static void __attribute__((format(printf, 2, 3)))
add(struct qemu_command *command, const char *format, ...)
{
	va_list args;
	char *argument;

	if (command->count >= QEMU_ARGUMENTS_MAX - 1)
		abort(); /* the list below is of fixed length */
	va_start(args, format);
	if (vasprintf(&argument, format, args) < 0)
		argument = NULL;
	va_end(args);
	command->argv[command->count++] = argument;
}

static void add_option(struct qemu_command *command, const char *option, const char *value)
{
	add(command, "%s", option);
	add(command, "%s", value);
}

/*
 * The clock is the count of instructions, and it does not wait for the host's.  The processor's
 * flags decide which instructions the kernel's alternatives are made of: a model of a fixed
 * version.  The date is the same at every start.
 */
static void add_icount(struct qemu_command *command, const struct qemu_options *options)
{
	add_option(command, "-accel", "tcg");
	add_option(command, "-icount", "shift=0,sleep=off");
	add_option(command, "-cpu", options->architecture->counted_cpu);
	add_option(command, "-rtc", "base=2024-01-01T00:00:00,clock=vm");
}

static void add_accelerator(struct qemu_command *command, const struct qemu_options *options)
{
	bool kvm = !strcmp(options->accelerator, "kvm");

	if (options->icount) {
		add_icount(command, options);
		return;
	}
	add_option(command, "-accel", kvm ? "kvm" : "tcg,thread=multi");
	if (kvm)
		add_option(command, "-cpu", "host");
	else if (options->architecture->emulated_cpu)
		add_option(command, "-cpu", options->architecture->emulated_cpu);
}

/*
 * A guest that gets hold of its emulator starts no program, changes no user and no scheduling, and
 * has none of the system calls that nobody needs (qemu(1), -sandbox).
 */
static void add_sandbox(struct qemu_command *command, const struct qemu_options *options)
{
	if (options->sandbox)
		add_option(command, "-sandbox",
			   "on,obsolete=deny,elevateprivileges=deny,spawn=deny,"
			   "resourcecontrol=deny");
}

/* A path with a comma would be two options: the plugin comes as a descriptor, too. */
static void add_recorder(struct qemu_command *command, const struct qemu_options *options)
{
	if (!options->records)
		return;
	add(command, "-plugin");
	add(command, "/proc/self/fd/%d,fd=%d", QEMU_FD_RECORDER, QEMU_FD_RECORDING);
}

static void add_machine(struct qemu_command *command, const struct qemu_options *options)
{
	add(command, "%s", options->architecture->qemu);
	add(command, "-name");
	add(command, "bpftax-%s", options->run_id);
	add_option(command, "-M",
		   options->icount ? options->architecture->counted_machine
				   : options->architecture->machine);
	add_accelerator(command, options);
	add_sandbox(command, options);
	add_recorder(command, options);
	add(command, "-smp");
	add(command, "%u", options->cpus);
	add(command, "-m");
	add(command, "%u", options->memory_mib);
	add(command, "-nodefaults");
	add(command, "-no-user-config");
	add(command, "-no-reboot");
	add_option(command, "-display", "none");
}

static void add_kernel(struct qemu_command *command, const struct qemu_options *options)
{
	add(command, "-kernel");
	if (options->kernel_path)
		add(command, "%s", options->kernel_path);
	else
		add(command, "/proc/self/fd/%d", QEMU_FD_KERNEL);
	add(command, "-initrd");
	add(command, "/proc/self/fd/%d", QEMU_FD_INITRD);
	add(command, "-append");
	add(command, KERNEL_ARGUMENTS "%s%s%s%s", options->architecture->console,
	    options->icount ? ICOUNT_KERNEL_ARGUMENTS : "",
	    options->icount ? options->architecture->counted_arguments : "",
	    options->security_modules ? " lsm=" : "",
	    options->security_modules ? options->security_modules : "");
}

static void add_channels(struct qemu_command *command, const struct qemu_options *options)
{
	add(command, "-chardev");
	add(command, "file,id=console,path=/proc/self/fd/%d", QEMU_FD_CONSOLE);
	add_option(command, "-serial", "chardev:console");
	add(command, "-chardev");
	add(command, "socket,id=serial,fd=%d", QEMU_FD_SERIAL);
	if (options->architecture->second_serial)
		add_option(command, "-serial", "chardev:serial");
	add(command, "-chardev");
	add(command, "socket,id=virtio,fd=%d", QEMU_FD_VIRTIO);
	add_option(command, "-device", "virtio-serial-pci");
	add_option(command, "-device", "virtserialport,chardev=virtio,name=org.bpftax.agent");
	add(command, "-chardev");
	add(command, "socket,id=qmp,fd=%d", QEMU_FD_QMP);
	add_option(command, "-mon", "chardev=qmp,mode=control");
	/* By default QEMU ends at a panic's notice, before the console has all of its lines. */
	add_option(command, "-device", "pvpanic-pci");
	add_option(command, "-action", "panic=none");
}

/*
 * romfile=: the card need not boot anything, so its firmware does not delay the start.  Without
 * restrict=on, which also drops the server's UDP answers to forwarded ports (QEMU 7.2: iperf3 then
 * never begins); the agent sets no route, so the guest reaches nothing but its own subnet.
 */
static void add_network(struct qemu_command *command, const struct qemu_options *options)
{
	if (!options->network)
		return;
	add(command, "-netdev");
	add(command,
	    "user,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:%u-:%d,hostfwd=udp:127.0.0.1:%u-:%d",
	    options->forward_port, IPERF3_PORT, options->forward_port, IPERF3_PORT);
	add_option(command, "-device", "virtio-net-pci,netdev=net,romfile=");
}

int qemu_command_build(const struct qemu_options *options, struct qemu_command *ret_command,
		       struct error *err)
{
	struct qemu_command command = { 0 };

	add_machine(&command, options);
	add_kernel(&command, options);
	add_channels(&command, options);
	add_network(&command, options);
	for (size_t i = 0; i < command.count; i++) {
		if (command.argv[i])
			continue;
		qemu_command_clear(&command);
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	}
	*ret_command = command;
	return 0;
}

void qemu_command_clear(struct qemu_command *command)
{
	for (size_t i = 0; i < command->count; i++)
		free((char *)command->argv[i]);
	*command = (struct qemu_command){ 0 };
}

bool qemu_may_run_old_code(const struct qemu_options *options, const char *version)
{
	int major = atoi(version);

	return strcmp(options->accelerator, "tcg") == 0 && !options->icount && options->cpus > 1 &&
	       major > 0 && major < FIRST_MAJOR_WITHOUT_OLD_CODE;
}
