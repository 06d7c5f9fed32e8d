// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/anatomy.h"

#include "page/html_anatomy.h"
#include "words/print_format.h"

/* clang-format off */
PRINT_IN_FORMATS(anatomy_set,
	{ "text", anatomy_print_text },
	{ "html", html_anatomy_print },
	{ "json", anatomy_print_json },
	{ "csv", anatomy_print_csv },
	{ "folded", anatomy_print_folded })
/* clang-format on */
