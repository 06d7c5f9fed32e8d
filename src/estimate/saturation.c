// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/saturation.h"

bool receiver_is_saturated(double busy, double sleeps_per_operation)
{
	return busy >= SATURATION_BUSY || sleeps_per_operation <= SATURATION_SLEEPS;
}
