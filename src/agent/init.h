/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_INIT_H
#define BPFTAX_AGENT_INIT_H

/*
 * What the agent does as process 1 of a guest: mount what the kernel has to offer, load the
 * modules that the coordinator packed, find the channel, and switch the guest off at the end.
 */

/* Mounts proc, sysfs, devtmpfs, tracefs, debugfs and a tmpfs.  What is missing stays missing. */
void init_mount(void);

/*
 * Has the kernel's random numbers ready; nothing secret is done with them.  Else whoever reads
 * /dev/urandom first has it gather them from its clock, for half a second of instructions
 * (try_to_generate_entropy() in drivers/char/random.c), or they become ready while something is
 * measured, and with them another path through get_random_u32().
 */
void init_random(void);

/* Loads PROTOCOL_MODULE_LIST's modules in their order ("path flags" a line); says on the console
 * which could not be loaded. */
void init_load_modules(void);

/* Gives PROTOCOL_KERNEL_CONFIG, where there is one, the name by which libbpf looks for it. */
void init_kernel_config(void);

/*
 * Opens the virtio port PROTOCOL_VIRTIO_PORT, or else PROTOCOL_SERIAL_PORT in raw mode.
 * A descriptor for reading and writing, or a negative errno.
 */
int init_open_channel(void);

/* Ends the guest.  Does not return. */
void init_power_off(void) __attribute__((noreturn));

#endif
