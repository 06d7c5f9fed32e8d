// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/bisect/bisect_print.h"

#include "words/print_format.h"

/* clang-format off */
PRINT_IN_FORMATS(bisect,
	{ "text", bisect_print_text },
	{ "json", bisect_print_json })
/* clang-format on */
