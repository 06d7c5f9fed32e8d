// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/atlas.h"

#include "page/html_atlas.h"
#include "words/print_format.h"

/* clang-format off */
PRINT_IN_FORMATS(atlas,
	{ "text", atlas_print_text },
	{ "html", html_atlas_print },
	{ "json", atlas_print_json },
	{ "csv", atlas_print_csv })
/* clang-format on */
