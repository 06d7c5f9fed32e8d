// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/cut_hits.h"

#include <math.h>

double hits_of_operations(double hits, double operations, double calls)
{
	double each = operations > 0 ? round(hits / operations) : 0;
	double over = hits - each * operations;

	return each > 0 && over > 0 && over <= each * calls ? hits - over : hits;
}
