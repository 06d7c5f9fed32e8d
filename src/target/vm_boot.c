// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/vm_boot.h"
#include "target/host.h"
#include "target/kernel_config.h"
#include "target/notify.h"
#include "target/patience.h"
#include "target/port.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <string.h>

/* KVM boots in about a second; where it cannot run a kernel it may say nothing for half a minute.
 */
#define KVM_FIRST_LINE_MS 8000
#define TCG_FIRST_LINE_MS 60000
#define PORT_TRIES 5

static int interrupted(struct error *err)
{
	return error_set(err, ERROR_RESULT, EINTR, "interrupted");
}

/* Waits for the agent's first line; -ETIME (not -ETIMEDOUT) when the guest never speaks. */
static int first_line_wait(struct vm *vm, unsigned int limit_ms, struct error *err)
{
	struct patience patience = patience_begin(vm->guest.pid, deadline_after_ms(limit_ms));
	int r;

	do {
		r = guest_first_line(&vm->guest, &vm->first_line, err);
		if (!r)
			return 0;
		r = guest_alive(&vm->guest, err);
		if (r < 0)
			return r;
		if (notify_stopping(&vm->notify))
			return interrupted(err);
	} while (!patience_is_over(&patience));
	return guest_explain(&vm->guest, ETIME, "the guest never spoke", err);
}

static int port_choose(struct vm *vm, struct error *err)
{
	if (!vm->config->need_virtio_net)
		return 0;
	return port_pick(vm->config->forward_port, &vm->forward_port, err);
}

static int launch_once(struct vm *vm, const char *accelerator, struct error *err)
{
	CLEANUP_FREE char *modules =
	    vm->config->need_bpf_lsm ? kernel_config_lsm_with(vm->kernel.config, "bpf") : NULL;
	const struct qemu_options options = {
		.architecture = vm->architecture,
		.run_id = vm->config->run_id,
		.accelerator = accelerator,
		.kernel_path = vm->kernel.image_fd < 0 ? vm->kernel.path : NULL,
		.cpus = vm->config->cpus,
		.memory_mib = vm->config->memory_mib,
		.icount = vm->config->icount,
		.records = vm->recorder_fd >= 0,
		.security_modules = modules,
		.sandbox = !vm->unsandboxed,
		.network = vm->config->need_virtio_net,
		.forward_port = vm->forward_port,
	};
	const struct guest_files files = { vm->initrd_fd, vm->kernel.image_fd, vm->recorder_fd,
					   vm->recording_fd };

	return guest_launch(&vm->guest, &options, &files, err);
}

/* Whether a QEMU that did not start may with other options. */
static bool may_launch_again(struct vm *vm, const char *why)
{
	if (strstr(why, "sandbox") && !vm->unsandboxed) {
		vm->unsandboxed = true;
		notify_say(&vm->notify, "this QEMU was built without a seccomp sandbox: the guest "
					"runs without one");
		return true;
	}
	return strstr(why, "host forwarding rule");
}

/* The port was free when it was looked at; when another took it since, QEMU says so and ends. */
static int launch(struct vm *vm, const char *accelerator, struct error *err)
{
	struct error ours = { 0 };
	int r;

	for (int i = 0; i < PORT_TRIES; i++) {
		r = port_choose(vm, err);
		if (r < 0)
			return r;
		r = launch_once(vm, accelerator, &ours);
		if (!r)
			return 0;
		guest_end(&vm->guest);
		if (!may_launch_again(vm, ours.text))
			break;
	}
	if (err)
		*err = ours;
	return strstr(ours.text, "-plugin") ? error_prefix(err, r,
							   "this QEMU cannot record what runs, as "
							   "it was built without plugins; another "
							   "can, or leave out --anatomy")
					    : r;
}

static int boot(struct vm *vm, const char *accelerator, struct error *err)
{
	bool kvm = !strcmp(accelerator, "kvm");
	int r = launch(vm, accelerator, err);

	if (!r)
		r = first_line_wait(vm, kvm ? KVM_FIRST_LINE_MS : TCG_FIRST_LINE_MS, err);
	if (r < 0)
		guest_end(&vm->guest);
	return r;
}

/*
 * Now and then a kernel panics in an interrupt while it boots under the emulator ("Fatal exception
 * in interrupt", seen once with Debian's kernel and QEMU 7.2): worth one more try, in the open.
 * What panics every time is told then.
 */
static int boot_tcg(struct vm *vm, struct error *err)
{
	struct error why = { 0 };
	int r = boot(vm, "tcg", &why);

	if (r == -EPIPE && strstr(why.text, "Kernel panic") && !notify_stopping(&vm->notify)) {
		notify_say(&vm->notify, "the emulated kernel panicked while it booted; once more");
		return boot(vm, "tcg", err);
	}
	if (r < 0 && err)
		*err = why;
	return r;
}

/* Whether the fault may lie with KVM, so that it is worth trying without. */
static bool is_accelerator_fault(int r)
{
	return r == -EPIPE || r == -ETIME || r == -ETIMEDOUT;
}

/* A CPU runs its own instructions only. */
static int kvm_check(const struct vm *vm, struct error *err)
{
	if (architecture_is_host(vm->architecture))
		return host_kvm_check(HOST_KVM, err);
	return error_set(err, ERROR_USAGE, ENOTSUP, "this machine's CPU does not run %s",
			 vm->architecture->name);
}

/* 1: without KVM, for the reason in *why. */
static int boot_kvm_if_possible(struct vm *vm, struct error *why)
{
	int r = kvm_check(vm, why);

	if (r < 0)
		return 1;
	r = boot(vm, "kvm", why);
	return is_accelerator_fault(r) ? 1 : r;
}

static int boot_kvm_or_tcg(struct vm *vm, const char **ret_accelerator, struct error *err)
{
	struct error why = { 0 };
	int r = boot_kvm_if_possible(vm, &why);

	*ret_accelerator = r > 0 ? "tcg" : "kvm";
	if (r < 0 && err)
		*err = why;
	if (r <= 0)
		return r;
	/* A fault that has nothing to do with KVM comes again, and is told then. */
	notify_say(&vm->notify, "no working KVM (%s): the guest runs under TCG, an emulated CPU",
		   why.text);
	return boot_tcg(vm, err);
}

static int boot_kvm(struct vm *vm, struct error *err)
{
	int r = kvm_check(vm, err);

	if (r < 0)
		return error_prefix(err, r, "--accel kvm");
	r = boot(vm, "kvm", err);
	return is_accelerator_fault(r)
		   ? error_prefix(err, r, "KVM does not run this guest (--accel tcg would)")
		   : r;
}

/* Instructions are counted by the emulator, and by one CPU at a time. */
static int boot_icount(struct vm *vm, const char *accel, const char **ret_accelerator,
		       struct error *err)
{
	if (!strcmp(accel, "kvm") || vm->config->cpus != 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "instructions are counted by QEMU's emulator on one CPU: not with "
				 "%s",
				 vm->config->cpus != 1 ? "more CPUs" : "KVM");
	*ret_accelerator = "tcg";
	return boot(vm, "tcg", err);
}

int vm_boot(struct vm *vm, const char **ret_accelerator, struct error *err)
{
	const char *accel = vm->config->accel ? vm->config->accel : "auto";

	if (vm->config->icount)
		return boot_icount(vm, accel, ret_accelerator, err);
	if (!strcmp(accel, "auto"))
		return boot_kvm_or_tcg(vm, ret_accelerator, err);
	if (!strcmp(accel, "kvm")) {
		*ret_accelerator = "kvm";
		return boot_kvm(vm, err);
	}
	if (strcmp(accel, "tcg") != 0)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "there is no accelerator '%s': auto, kvm or tcg is meant", accel);
	*ret_accelerator = "tcg";
	return boot_tcg(vm, err);
}
