// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/history_print.h"

#include "words/print_format.h"

/* clang-format off */
PRINT_IN_FORMATS(history,
	{ "text", history_print_text },
	{ "json", history_print_json },
	{ "csv", history_print_csv })
/* clang-format on */
