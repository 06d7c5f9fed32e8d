// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "target/arm64_image.h"

#include <errno.h>

/*
 * The clock of these processors is a counter of its own, of 62.5 MHz where nothing is said: with
 * 1 GHz it advances with each instruction that is counted, by one nanosecond.
 */
#define CPU "cortex-a57,cntfrq=1000000000"

static int image_open(const char *path, char *bytes, size_t length, struct kernel_image *ret_image,
		      struct error *err)
{
	if (arm64_image_is_plain(bytes, length))
		return 0;
	if (arm64_image_unpack(bytes, length, &ret_image->vmlinux, &ret_image->length, err) < 0)
		return error_prefix(err, -EBADMSG, "'%s'", path);
	ret_image->boots = true;
	return 0;
}

static bool image_is(const char *bytes, size_t length)
{
	return arm64_image_kind(bytes, length) != ARM64_IMAGE_NONE;
}

const struct architecture architecture_arm64 = {
	.name = "arm64",
	.debian = "arm64",
	.qemu = "qemu-system-aarch64",
	.qemu_package = "qemu-system-arm",
	.machine = "virt,gic-version=max",
	/* A fixed interrupt controller, and no random numbers in the device tree. */
	.counted_machine = "virt,gic-version=3,dtb-randomness=off",
	.console = "ttyAMA0",
	.console_option = "CONFIG_SERIAL_AMBA_PL011_CONSOLE",
	.emulated_cpu = CPU,
	.counted_cpu = CPU,
	.counted_arguments = "", /* CNTFRQ_EL0 says the rate of its clock */
	.images = "an Image, Image.gz, EFI zboot image or vmlinux",
	.image_in_tree = "arch/arm64/boot/Image",
	.image_is = image_is,
	.image_open = image_open,
};
