/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_GUEST_PROCESS_H
#define BPFTAX_GUEST_PROCESS_H

/*
 * One run of QEMU: the process, its channels and its monitor, and why it ended.
 *
 *	struct guest guest;
 *
 *	guest_init(&guest);
 *	r = guest_launch(&guest, &options, &files, &err);
 *	r = guest_first_line(&guest, &line, &err);
 *	...
 *	guest_end(&guest);
 *
 * A guest announces its death in several ways, and sometimes in none: pvpanic tells the monitor, a
 * reboot after a panic ends QEMU with status 0, KVM that cannot run a kernel stops it with the
 * status internal-error, a halted one just says nothing.  guest_alive() knows them all but the
 * last, for which there are deadlines.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "common/error.h"
#include "common/json_line.h"
#include "target/qemu.h"
#include "target/qmp.h"

/* Open descriptors, which stay the caller's; -1: there is none. */
struct guest_files {
	int initrd, kernel; /* kernel: -1 when options has a path */
	int recorder, recording;
};

enum guest_channel { GUEST_VIRTIO, GUEST_SERIAL, GUEST_CHANNELS };

struct guest {
	pid_t pid;
	bool ended; /* and reaped */
	int status;
	int channel_fds[GUEST_CHANNELS];
	int qmp_fd;
	int console_fd; /* file in memory */
	int errors_fd;	/* QEMU's own complaints */
	struct line_reader readers[GUEST_CHANNELS];
	struct qmp qmp;
	bool may_run_old_code;	    /* qemu_may_run_old_code() */
	enum guest_channel channel; /* the one that the agent chose */
};

void guest_init(struct guest *guest);

/* Starts QEMU and speaks to its monitor. */
int guest_launch(struct guest *guest, const struct qemu_options *options,
		 const struct guest_files *files, struct error *err);

/*
 * Waits a tenth of a second for a line on either channel that begins an object, and remembers the
 * channel.  -ETIMEDOUT when none came.
 */
int guest_first_line(struct guest *guest, char **ret_line, struct error *err);

/* 0, or -EPIPE with the reason and the last lines of the console when the guest is dead. */
int guest_alive(struct guest *guest, struct error *err);

/*
 * Fills err with why the guest is not usable: `what` first, then whether QEMU may be the reason
 * (where the kernel complained, or code is ETIMEDOUT), the console's last lines after it.
 */
int guest_explain(struct guest *guest, int code, const char *what, struct error *err);

/* Ends QEMU if it runs, closes and frees all.  Can be launched again after guest_init(). */
void guest_end(struct guest *guest);

#endif
