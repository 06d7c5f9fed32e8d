// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/cell_budget.h"

uint64_t budget_of_cell_ns(uint64_t budget_ns, uint64_t counted_ns, uint64_t elapsed_ns,
			   size_t cells_left)
{
	uint64_t end_ns = budget_ns, share_ns;

	if (end_ns < counted_ns + budget_ns / 2)
		end_ns = counted_ns + budget_ns / 2;
	share_ns = end_ns > elapsed_ns ? (end_ns - elapsed_ns) / (cells_left ? cells_left : 1) : 0;
	return share_ns ? share_ns : 1;
}
