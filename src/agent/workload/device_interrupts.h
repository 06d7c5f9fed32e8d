/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_DEVICE_INTERRUPTS_H
#define BPFTAX_AGENT_DEVICE_INTERRUPTS_H

/*
 * Which CPU a network card interrupts.  What it brings is received there, in the softirq: a
 * process that reads it on the same CPU runs when the softirq leaves it something.
 *
 *	device_interrupts_steer("", "eth0", 0);
 *	if (device_interrupts_reach("", "eth0", 1) == 0)
 *		...                        // CPU 1 is left alone by it
 *
 * root stands before /sys and /proc: "" for this machine's own.
 */

/*
 * Has all interrupts of the device come to that CPU, from the next one on.  0; -ENOENT when it has
 * none of its own, or what the kernel said to the first that it would not move.
 */
int device_interrupts_steer(const char *root, const char *device, unsigned int cpu);

/*
 * Whether the kernel may send one of them to that CPU: 1 or 0; -ENOENT when that cannot be found
 * out.
 */
int device_interrupts_reach(const char *root, const char *device, unsigned int cpu);

#endif
