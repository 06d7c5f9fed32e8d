// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/target_kinds.h"
#include "target/guest_modules.h"
#include "target/guest_network.h"
#include "target/host.h"
#include "target/initramfs.h"
#include "target/notify.h"
#include "target/patience.h"
#include "target/pin.h"
#include "target/recording_file.h"
#include "target/vm_boot.h"
#include "common/cleanup.h"
#include "common/deadline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A guest in QEMU, whose first and only process is the agent. */

#define SLICE_MS 100
#define SEND_LIMIT_MS 60000

static int interrupted(struct error *err)
{
	return error_set(err, ERROR_RESULT, EINTR, "interrupted");
}

static int initrd_make(struct vm *vm, struct error *err)
{
	CLEANUP(module_set_clear) struct module_set modules = { 0 };
	const struct guest_needs needs = { .veth = vm->config->need_veth,
					   .virtio_net = vm->config->need_virtio_net };
	const struct initramfs_content content = { .agent_path = vm->config->agent_path,
						   .iperf3_path = vm->config->iperf3_path,
						   .modules = &modules,
						   .kernel_config = vm->config->need_kernel_config
									? vm->kernel.config
									: NULL };
	int r = guest_modules_choose(vm->architecture, &vm->kernel, &needs, &modules, err);

	if (r < 0)
		return r;
	vm->initrd_fd = memfd_create("initramfs", MFD_CLOEXEC);
	if (vm->initrd_fd < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make a file in memory");
	return initramfs_write(&content, vm->initrd_fd, err);
}

/* Nothing is left of what was recorded when the last descriptor is closed. */
static int recorder_open(struct vm *vm, struct error *err)
{
	const char *path = vm->config->recorder_path;

	if (!path)
		return 0;
	vm->recorder_fd = open(path, O_RDONLY | O_CLOEXEC);
	if (vm->recorder_fd < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno,
				   "cannot open '%s', which QEMU records with", path);
	vm->recording_fd = memfd_create("recording", MFD_CLOEXEC);
	if (vm->recording_fd < 0 || fcntl(vm->recording_fd, F_SETFL, O_APPEND) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make a file in memory");
	return 0;
}

static int kernel_choose(struct vm *vm, struct error *err)
{
	return kernel_resolve(vm->architecture, vm->config->kernel, vm->config->modules,
			      &vm->notify, &vm->kernel, err);
}

static int threads_find(struct vm *vm, struct error *err)
{
	return qmp_thread_ids(&vm->guest.qmp, deadline_after_ms(SEND_LIMIT_MS), &vm->thread_ids,
			      &vm->thread_ids_count, err);
}

/* Where it cannot be done, the guest runs all the same. */
static json_t *vcpus_pin(const struct vm *vm)
{
	json_t *cpus = NULL;
	struct error err;

	/* A count is the same wherever it is made, and guests that count may run beside each other.
	 */
	if (vm->config->pin && !vm->config->icount &&
	    threads_pin(vm->thread_ids, vm->thread_ids_count, &cpus, &err) < 0)
		notify_say(&vm->notify, "%s", err.text);
	return cpus;
}

static void facts_fill(const struct vm *vm, const char *accelerator, struct target_facts *facts)
{
	*facts = (struct target_facts){
		.accelerator = accelerator,
		.timing = vm->config->icount		? "icount"
			  : !strcmp(accelerator, "kvm") ? "kvm"
							: "emulated",
		.channel = vm->guest.channel == GUEST_VIRTIO ? "virtio" : "serial",
		.qemu_version = vm->guest.qmp.version,
		.kernel_origin = vm->kernel.origin,
		.kernel_revision = vm->kernel.revision,
		.kernel_modified = vm->kernel.modified,
		.kernel_config = vm->kernel.config ? strdup(vm->kernel.config) : NULL,
		.forward_port = vm->forward_port,
		.vcpu_cpus = vcpus_pin(vm),
	};
}

static struct vm *vm_new(const struct target_config *config)
{
	struct vm *vm = calloc(1, sizeof(*vm));

	if (!vm)
		return NULL;
	*vm = (struct vm){ .config = config,
			   .notify = { .say = config->say,
				       .say_context = config->say_context,
				       .stopping = config->stopping,
				       .stopping_context = config->stopping_context },
			   .kernel = KERNEL_INIT,
			   .initrd_fd = -1,
			   .recorder_fd = -1,
			   .recording_fd = -1 };
	guest_init(&vm->guest);
	return vm;
}

static int vm_prepare(struct vm *vm, struct error *err)
{
	unsigned int cpus = host_cpus();
	int r = architecture_choose(vm->config->architecture, &vm->architecture, err);

	if (!r)
		r = kernel_choose(vm, err);
	if (!r)
		r = initrd_make(vm, err);
	if (!r)
		r = recorder_open(vm, err);
	if (!r)
		r = host_memory_check(vm->config->memory_mib, err);
	if (!r && vm->config->cpus > cpus)
		notify_say(
		    &vm->notify,
		    "warning: %u CPUs in the guest share %u of this machine (over-commitment): "
		    "times will vary more and rates be lower",
		    vm->config->cpus, cpus);
	return r;
}

static int vm_start(struct target *target, const struct target_config *config, struct error *err)
{
	struct vm *vm = vm_new(config);
	const char *accelerator;
	int r;

	if (!vm)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	target->state = vm;
	r = vm_prepare(vm, err);
	if (!r)
		r = vm_boot(vm, &accelerator, err);
	if (!r)
		r = threads_find(vm, err);
	if (!r)
		facts_fill(vm, accelerator, &target->facts);
	return r;
}

static int vm_send(struct target *target, const char *line, size_t length, struct error *err)
{
	struct vm *vm = target->state;
	int r = line_write(vm->guest.channel_fds[vm->guest.channel], line, length,
			   deadline_after_ms(SEND_LIMIT_MS), err);

	if (r == -EPIPE)
		guest_alive(&vm->guest, err);
	return r;
}

/* The deadline may pass while the guest waits for a CPU of the host's: then slices go on. */
static uint64_t slice_end_ns(uint64_t deadline_ns)
{
	uint64_t slice_ns = deadline_after_ms(SLICE_MS);

	return deadline_left_ms(deadline_ns) ? deadline_earlier(deadline_ns, slice_ns) : slice_ns;
}

static int line_wait(struct vm *vm, uint64_t deadline_ns, char **ret_line, struct error *err)
{
	struct line_reader *reader = &vm->guest.readers[vm->guest.channel];
	struct patience patience = patience_begin(vm->guest.pid, deadline_ns);
	int r, dead;

	do {
		r = line_reader_next(reader, slice_end_ns(deadline_ns), ret_line, err);
		if (r != -ETIMEDOUT && r != -EPIPE)
			return r;
		dead = guest_alive(&vm->guest, err);
		if (dead < 0)
			return dead;
		if (r == -EPIPE)
			return guest_explain(&vm->guest, EPIPE, "QEMU closed the channel", err);
		if (notify_stopping(&vm->notify))
			return interrupted(err);
	} while (!patience_is_over(&patience));
	return guest_explain(&vm->guest, ETIMEDOUT, "the agent did not answer in time", err);
}

static int vm_receive(struct target *target, uint64_t deadline_ns, char **ret_line,
		      struct error *err)
{
	struct vm *vm = target->state;

	if (!vm->first_line)
		return line_wait(vm, deadline_ns, ret_line, err);
	*ret_line = take_pointer(vm->first_line);
	return 0;
}

static int vm_vcpu_times(struct target *target, struct vcpu_times *ret_times)
{
	const struct vm *vm = target->state;
	struct vcpu_times sum = { 0 };

	for (size_t i = 0; i < vm->thread_ids_count; i++) {
		uint64_t cpu_ns, wait_ns;
		int r = host_thread_times(vm->guest.pid, vm->thread_ids[i], &cpu_ns, &wait_ns);

		if (r < 0)
			return r;
		sum.cpu_ns += cpu_ns;
		sum.wait_ns += wait_ns;
	}
	*ret_times = sum;
	return 0;
}

static struct network_totals vm_network_totals(struct target *target)
{
	const struct vm *vm = target->state;

	return guest_network_totals(vm->guest.pid, vm->forward_port);
}

static int vm_make_way(struct target *target, unsigned int guest_cpu, cpu_set_t *ret_rest)
{
	const struct vm *vm = target->state;
	const struct guest_threads threads = { vm->guest.pid, vm->thread_ids,
					       vm->thread_ids_count };
	const json_t *cpu = json_array_get(target->facts.vcpu_cpus, guest_cpu);
	struct topology topology;

	if (!cpu || topology_read("", &topology) < 0)
		return -ENOTSUP;
	return guest_network_make_way(&threads, &topology, (unsigned int)json_integer_value(cpu),
				      ret_rest);
}

static int vm_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
			     struct error *err)
{
	const struct vm *vm = target->state;

	if (vm->recording_fd < 0)
		return error_set(err, ERROR_RESULT, ENOTSUP, "nothing was recorded of this guest");
	return recording_file_take(vm->recording_fd, ret_bytes, ret_size, err);
}

static void vm_stop(struct target *target)
{
	struct vm *vm = target->state;

	if (!vm)
		return;
	guest_end(&vm->guest);
	kernel_clear(&vm->kernel);
	cleanup_close(&vm->initrd_fd);
	cleanup_close(&vm->recorder_fd);
	cleanup_close(&vm->recording_fd);
	free(vm->first_line);
	free(vm->thread_ids);
	free(vm);
}

const struct target_ops target_vm = {
	.start = vm_start,
	.send = vm_send,
	.receive = vm_receive,
	.stop = vm_stop,
	.vcpu_times = vm_vcpu_times,
	.network_totals = vm_network_totals,
	.make_way = vm_make_way,
	.recording_take = vm_recording_take,
};
