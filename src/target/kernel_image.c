// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_image.h"
#include "target/uncompress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void kernel_image_clear(struct kernel_image *image)
{
	free(image->vmlinux);
	*image = (struct kernel_image){ 0 };
}

int kernel_image_config(const char *vmlinux, size_t length, char **ret_text, struct error *err)
{
	static const char start_mark[] = "IKCFG_ST", end_mark[] = "IKCFG_ED";
	const char *start = memmem(vmlinux, length, start_mark, 8);
	const char *end;
	size_t text_length;

	if (!start)
		return error_set(err, ERROR_ENVIRONMENT, ENODATA, "no config inside the kernel");
	start += 8;
	end = memmem(start, (size_t)(vmlinux + length - start), end_mark, 8);
	if (!end)
		return error_set(err, ERROR_ENVIRONMENT, ENODATA, "no config inside the kernel");
	return uncompress(start, (size_t)(end - start), ret_text, &text_length, err);
}
