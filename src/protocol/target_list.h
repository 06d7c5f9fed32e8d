/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every target that a study may name: TARGET(identifier, name, capabilities, summary).
 *
 * src/target/<identifier>.c holds its struct target_ops.  The capabilities are those of
 * protocol/targets.h.  Included several times; no include guard on purpose.
 */
TARGET(vm, "vm", TARGET_BOOTS | TARGET_COUNTS | TARGET_REACHED,
       "a guest in QEMU, booted for the run")
TARGET(local, "local", 0, "this machine, with the kernel that runs")
