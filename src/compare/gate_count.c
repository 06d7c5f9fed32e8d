// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/gate_count.h"
#include "compare/verified.h"

static void counts_add(struct gate_counts *counts, struct gate_counts more)
{
	counts->passed += more.passed;
	counts->failed += more.failed;
	counts->inconclusive += more.inconclusive;
}

struct gate_counts gate_count(const struct compare *compare)
{
	struct gate_counts counts = { 0 };

	for (size_t i = 0; i < compare->count; i++) {
		enum verdict verdict = compare->rows[i].verdict;

		counts.passed += verdict == VERDICT_PASS;
		counts.failed += verdict == VERDICT_FAIL;
		counts.inconclusive += verdict == VERDICT_INCONCLUSIVE;
	}
	if (compare->verified)
		counts_add(&counts, verified_count(compare->verified));
	return counts;
}
