// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/print.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/gate.h"
#include "words/print_format.h"

/* clang-format off */
PRINT_IN_FORMATS(compare,
	{ "text", compare_print_text },
	{ "json", compare_print_json },
	{ "markdown", compare_print_markdown },
	{ "junit", compare_print_junit },
	{ "ktap", compare_print_ktap })
/* clang-format on */

void number_text(double value, bool sign, char buffer[64])
{
	int decimals = value == floor(value) ? 0 : fabs(value) < 10 ? 2 : fabs(value) < 100 ? 1 : 0;

	snprintf(buffer, 64, sign ? "%+.*f" : "%.*f", decimals, value == 0 ? 0. : value);
}

static char *missing_sentence(const struct comparison *row)
{
	if (!row->missing_where)
		return file_path("not compared: %s", row->missing);
	return file_path("not compared: in %s, %s", row->missing_where, row->missing);
}

char *comparison_sentence(const struct comparison *row)
{
	const struct interval *interval = &gate_estimate(row)->interval;
	const char *suffix = row->rule ? gate_unit_suffix(row->rule->unit) : "";
	bool level = row->rule && row->rule->level;
	char estimate[64], low[64], high[64], bound[64];

	if (row->missing)
		return missing_sentence(row);
	if (!isfinite(interval->estimate))
		return strdup("a cost that is not above zero has no percentage");
	number_text(interval->estimate, !level, estimate);
	number_text(interval->low, false, low);
	number_text(interval->high, false, high);
	number_text(row->rule ? row->rule->bound : NAN, !level, bound);
	if (isfinite(interval->low) && row->shift.basis == SHIFT_OF_BOOTS && !level)
		return file_path("%s%s [%s, %s] with what differs between boots (%zu and %zu), at "
				 "most %s%s",
				 estimate, suffix, low, high, row->before.boots, row->after.boots,
				 bound, suffix);
	if (isfinite(interval->low) && row->shift.basis == SHIFT_OF_BLOCKS)
		return file_path("%s%s [%s, %s] of one boot each, without what differs between "
				 "boots, at most %s%s",
				 estimate, suffix, low, high, bound, suffix);
	if (!isfinite(interval->low))
		return file_path("%s%s, no interval: %s; at most %s%s", estimate, suffix,
				 gate_estimate(row)->method, bound, suffix);
	return file_path("%s%s [%s, %s], at most %s%s", estimate, suffix, low, high, bound, suffix);
}
