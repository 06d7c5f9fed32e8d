// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/guest_modules.h"
#include "target/kernel_config.h"
#include "common/cleanup.h"

#include <errno.h>

/* Without these no agent of ours can start, speak or measure; they cannot be modules. */
static const struct {
	const char *option;
	const char *purpose;
} options_required[] = {
	{ "CONFIG_BLK_DEV_INITRD", "boot from an initramfs" },
	{ "CONFIG_BINFMT_ELF", "run the agent" },
	{ "CONFIG_TTY", "speak to the agent" },
	{ "CONFIG_DEVTMPFS", "have device files" },
	{ "CONFIG_PROC_FS", "read its counters" },
	{ "CONFIG_SYSFS", "find its devices" },
	{ "CONFIG_BPF_SYSCALL", "load BPF programs" },
};

/* In the order in which they are loaded; a channel comes first. */
enum need { NEED_ALWAYS_TRY, NEED_VETH, NEED_VETH_TRY, NEED_VIRTIO_NET };

static const struct {
	const char *module;
	const char *option;
	enum need need;
} wanted[] = {
	{ "virtio_pci", "CONFIG_VIRTIO_PCI", NEED_ALWAYS_TRY },
	{ "virtio_console", "CONFIG_VIRTIO_CONSOLE", NEED_ALWAYS_TRY },
	{ "pvpanic_pci", "CONFIG_PVPANIC_PCI", NEED_ALWAYS_TRY },
	{ "virtio_net", "CONFIG_VIRTIO_NET", NEED_VIRTIO_NET },
	{ "veth", "CONFIG_VETH", NEED_VETH },
	{ "sch_tbf", "CONFIG_NET_SCH_TBF", NEED_VETH_TRY },
};

static bool is_wanted(enum need need, const struct guest_needs *needs)
{
	if (need == NEED_ALWAYS_TRY)
		return true;
	return need == NEED_VIRTIO_NET ? needs->virtio_net : needs->veth;
}

static bool is_required(enum need need)
{
	return need == NEED_VETH || need == NEED_VIRTIO_NET;
}

static int option_check(const struct kernel *kernel, const char *name, const char *purpose,
			struct error *err)
{
	enum kernel_option option = kernel_config_get(kernel->config, name);

	if (option != KERNEL_OPTION_OFF && option != KERNEL_OPTION_MODULE)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
			 "kernel %s cannot %s: it is built without %s=y", kernel->origin, purpose,
			 name);
}

/* Where there is no serial port beside the console, the agent has nothing else to speak by. */
static int channel_check(const struct architecture *architecture, const struct kernel *kernel,
			 struct error *err)
{
	if (architecture->second_serial ||
	    kernel_config_get(kernel->config, "CONFIG_VIRTIO_CONSOLE") != KERNEL_OPTION_OFF)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
			 "kernel %s cannot speak to the agent: it is built without "
			 "CONFIG_VIRTIO_CONSOLE, and an %s guest has one serial port",
			 kernel->origin, architecture->name);
}

static int options_check(const struct architecture *architecture, const struct kernel *kernel,
			 struct error *err)
{
	int r = 0;

	for (size_t i = 0; i < ARRAY_SIZE(options_required) && !r; i++)
		r = option_check(kernel, options_required[i].option, options_required[i].purpose,
				 err);
	if (!r)
		r = option_check(kernel, architecture->console_option, "show its console", err);
	return r ? r : channel_check(architecture, kernel, err);
}

static int missing_explain(const struct kernel *kernel, const char *module, const char *option,
			   struct error *err)
{
	if (kernel_config_get(kernel->config, option) == KERNEL_OPTION_OFF)
		return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
				 "kernel %s has no %s: it is built without %s", kernel->origin,
				 module, option);
	return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
			 "kernel %s has %s as a module (%s=m) that is not at hand: give --modules "
			 "DIR with its modules",
			 kernel->origin, module, option);
}

/* With no config to ask, a module without a file may well be built in; the agent will see. */
static bool is_missing(const struct kernel *kernel, const char *option)
{
	enum kernel_option state = kernel_config_get(kernel->config, option);

	return state == KERNEL_OPTION_OFF || state == KERNEL_OPTION_MODULE;
}

static int wanted_add(const struct kernel *kernel, const struct guest_needs *needs,
		      struct module_set *set, struct error *err)
{
	int r = 0;

	for (size_t i = 0; i < ARRAY_SIZE(wanted) && !r; i++) {
		if (!is_wanted(wanted[i].need, needs) ||
		    kernel_config_get(kernel->config, wanted[i].option) == KERNEL_OPTION_ON)
			continue;
		if (module_set_has(set, wanted[i].module))
			r = module_set_want(set, wanted[i].module, err);
		else if (is_required(wanted[i].need) && is_missing(kernel, wanted[i].option))
			r = missing_explain(kernel, wanted[i].module, wanted[i].option, err);
	}
	return r;
}

int guest_modules_choose(const struct architecture *architecture, const struct kernel *kernel,
			 const struct guest_needs *needs, struct module_set *ret_set,
			 struct error *err)
{
	struct module_set set = { 0 };
	int r = options_check(architecture, kernel, err);

	if (!r && kernel->modules)
		r = module_set_index(kernel->modules, &set, err);
	if (!r)
		r = wanted_add(kernel, needs, &set, err);
	if (r < 0)
		module_set_clear(&set);
	else
		*ret_set = set;
	return r;
}
