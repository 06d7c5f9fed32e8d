// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/configurations.h"

#include <math.h>
#include <string.h>

bool configuration_is_baseline(const struct configuration_record *configuration)
{
	return configuration->mechanism[0] == '\0';
}

bool configuration_is_delay(const struct configuration_record *configuration)
{
	return !isnan(configuration->delay_ns);
}

static bool same_delay(const struct configuration_record *one,
		       const struct configuration_record *other)
{
	return configuration_is_delay(one) ? one->delay_ns == other->delay_ns
					   : !configuration_is_delay(other);
}

bool configuration_is_sibling(const struct configuration_record *one,
			      const struct configuration_record *other)
{
	return one->statistics != other->statistics && same_delay(one, other) &&
	       strcmp(one->mechanism, other->mechanism) == 0 &&
	       strcmp(one->program, other->program) == 0;
}
