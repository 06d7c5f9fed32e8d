// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/sha256.h"
#include "common/cleanup.h"
#include "common/process.h"

#include <errno.h>
#include <string.h>

int file_sha256(const char *path, char ret_hex[65], struct error *err)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	const char *const argv[] = { "sha256sum", "--", path, NULL };
	int r = process_capture(&(struct process_options){ .argv = argv }, &output, err);

	if (r < 0)
		return r;
	if (output.status || strspn(output.text, "0123456789abcdef") != 64)
		return error_set(err, ERROR_ENVIRONMENT, EIO, "sha256sum cannot read '%s'", path);
	memcpy(ret_hex, output.text, 64);
	ret_hex[64] = '\0';
	return 0;
}
