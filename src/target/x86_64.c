// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "target/elf_kernel.h"
#include "target/x86_image.h"

#include <errno.h>

/* A bzImage that cannot be taken apart (an unknown compression) QEMU boots as it is. */
static int bzimage_open(const char *path, const char *bytes, size_t length,
			struct kernel_image *ret_image, struct error *err)
{
	const char *payload;
	size_t payload_length;
	int r = x86_image_payload(bytes, length, &payload, &payload_length, err);

	if (r < 0)
		return error_prefix(err, r, "'%s'", path);
	if (!x86_image_uncompress(bytes, length, &ret_image->vmlinux, &ret_image->length, NULL))
		ret_image->boots = x86_image_has_pvh(ret_image->vmlinux, ret_image->length);
	return 0;
}

static int vmlinux_open(const char *path, char *bytes, size_t length, struct error *err)
{
	if (!elf_kernel_is_whole(bytes, length))
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "'%s' is a vmlinux that was cut off: its headers point past its "
				 "end",
				 path);
	if (x86_image_has_pvh(bytes, length))
		return 0;
	return error_set(err, ERROR_USAGE, EBADMSG,
			 "'%s' has no PVH entry (CONFIG_PVH), without which a vmlinux cannot be "
			 "booted: give its bzImage",
			 path);
}

static int image_open(const char *path, char *bytes, size_t length, struct kernel_image *ret_image,
		      struct error *err)
{
	switch (x86_image_kind(bytes, length)) {
	case X86_IMAGE_BZIMAGE:
		return bzimage_open(path, bytes, length, ret_image, err);
	case X86_IMAGE_VMLINUX:
		return vmlinux_open(path, bytes, length, err);
	default:
		return error_set(err, ERROR_USAGE, EBADMSG,
				 "'%s' is no kernel: neither a bzImage nor a vmlinux for x86-64",
				 path);
	}
}

static bool image_is(const char *bytes, size_t length)
{
	return x86_image_kind(bytes, length) != X86_IMAGE_NONE;
}

/*
 * A TSC of one count an instruction.  The kernel measures its rate against other clocks at boot,
 * 7 to 63 ppm wrong for the first two seconds, then with 999.999 MHz in some boots, so that a
 * nanosecond is no instruction (tsc_refine_calibration_work() in arch/x86/kernel/tsc.c).  Given a
 * rate and no other clock, it keeps that.  Without the APIC's timer it does not wait .2 s in
 * two loops of PAUSE to measure that one, which take 10 s where instructions are counted
 * (calibrate_APIC_clock() in arch/x86/kernel/apic/apic.c); its ticks are the PIT's, as is right for
 * one CPU, and need no loop that looks whether they come.  See docs/kernel-notes.md.
 */
#define COUNTED_ARGUMENTS " tsc_early_khz=1000000 hpet=disable pmtmr=0 noapictimer no_timer_check"

const struct architecture architecture_x86_64 = {
	.name = "x86_64",
	.debian = "amd64",
	.qemu = "qemu-system-x86_64",
	.qemu_package = "qemu-system-x86",
	.machine = "pc",
	.counted_machine = "pc",
	.console = "ttyS0",
	.console_option = "CONFIG_SERIAL_8250_CONSOLE",
	.second_serial = true,
	.counted_cpu = "qemu64-v1",
	.counted_arguments = COUNTED_ARGUMENTS,
	.cached_kernels = "kernels",
	.images = "a bzImage or vmlinux",
	.image_in_tree = "arch/x86/boot/bzImage",
	.image_is = image_is,
	.image_open = image_open,
};
