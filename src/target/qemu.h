/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_QEMU_H
#define BPFTAX_QEMU_H

/*
 * The command line of a guest.
 *
 *	struct qemu_command command = { 0 };
 *
 *	r = qemu_command_build(&options, &command, &err);
 *	process_start(&(struct process_options){ .argv = command.argv, ... }, &pid, &err);
 *	qemu_command_clear(&command);
 *
 * QEMU gets all its files as open descriptors, under the numbers of enum qemu_fd: nothing lies in
 * a directory that could be left behind, whatever ends the program.
 *
 * The machine is the fastest of those measured: "pc" without default devices, the kernel entered
 * by PVH, starts in 2.1 s under TCG; q35 with default devices takes 3.1 s; microvm hangs in TSC
 * calibration more often than not.
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "target/architecture.h"

enum qemu_fd {
	QEMU_FD_VIRTIO = 3, /* socket: the virtio port org.bpftax.agent */
	QEMU_FD_SERIAL,	    /* socket: a second serial port, where there is no virtio */
	QEMU_FD_QMP,	    /* socket */
	QEMU_FD_CONSOLE,    /* file in memory: the first serial port */
	QEMU_FD_INITRD,	    /* file in memory */
	QEMU_FD_KERNEL,	    /* file in memory, when kernel_path is NULL */
	QEMU_FD_RECORDER,   /* the plugin, when options say that it records */
	QEMU_FD_RECORDING,  /* file in memory: what it writes */
};

struct qemu_options {
	const struct architecture *architecture;
	const char *run_id;
	const char *accelerator; /* "kvm" or "tcg" */
	const char *kernel_path; /* NULL: the descriptor */
	unsigned int cpus;
	unsigned int memory_mib;
	bool icount;  /* tcg: the guest's clock advances 1 ns an instruction; one CPU */
	bool records; /* tcg: the plugin is loaded that records what runs (src/plugin) */
	const char *security_modules; /* those the kernel is to have; NULL: as it was built */
	bool sandbox;		      /* a seccomp filter, which a QEMU may be built without */
	bool network;		      /* a virtio card in a user network */
	unsigned int forward_port; /* host's port on 127.0.0.1, to the guest's 5201; with network */
};

#define QEMU_ARGUMENTS_MAX 64

struct qemu_command {
	const char *argv[QEMU_ARGUMENTS_MAX]; /* ends with NULL */
	size_t count;
};

int qemu_command_build(const struct qemu_options *options, struct qemu_command *ret_command,
		       struct error *err);
void qemu_command_clear(struct qemu_command *command);

/*
 * Whether a guest so started may run code that its kernel has just replaced, and so end or hang
 * where a probe is attached: an emulator with several CPUs that translates what another CPU writes
 * in this moment.  Seen with 7.2, not with 10.0 (docs/kernel-notes.md); version is the monitor's,
 * "7.2.22", and "" is none of them.
 */
bool qemu_may_run_old_code(const struct qemu_options *options, const char *version);

#endif
