/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_VM_BOOT_H
#define BPFTAX_VM_BOOT_H

/*
 * From a chosen kernel and a made initramfs to a guest whose agent has spoken: which accelerator,
 * and what is tried again.  Private to the target "vm".
 *
 *	r = vm_boot(vm, &accelerator, &err);
 */

#include "target/architecture.h"
#include "target/guest_process.h"
#include "target/kernel.h"
#include "target/target_ops.h"

struct vm {
	const struct target_config *config;
	struct kernel_notify notify; /* the config's, for what is not the target's alone */
	const struct architecture *architecture;
	struct kernel kernel;
	struct guest guest;
	int initrd_fd;
	int recorder_fd, recording_fd; /* the plugin and what it writes; -1 */
	char *first_line;	       /* read while starting, handed out by the first receive */
	pid_t *thread_ids;
	size_t thread_ids_count;
	unsigned int forward_port;
	bool unsandboxed; /* this QEMU has no filter */
};

/*
 * As config.accel and config.icount ask for; *ret_accelerator is "kvm" or "tcg", whichever runs.
 * ERROR_USAGE for what excludes each other; otherwise as guest_explain() says, or -EINTR.
 */
int vm_boot(struct vm *vm, const char **ret_accelerator, struct error *err);

#endif
