// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/gate_option.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "common/cleanup.h"
#include "common/file.h"

int gate_option_load(const char *option, struct gate *ret_gate, struct error *err)
{
	CLEANUP_FREE char *text = NULL;
	size_t length;
	int code;

	if (access(option, F_OK) < 0)
		return gate_parse(option, "--gate", ret_gate, err);
	code = file_read_most(option, FILE_TEXT_LIMIT_BYTES, &text, &length, err);
	if (code < 0)
		return code;
	if (memchr(text, '\0', length))
		return error_set(err, ERROR_USAGE, EINVAL, "--gate: '%s' is not text", option);
	return gate_parse(text, option, ret_gate, err);
}
