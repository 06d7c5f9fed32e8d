// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/json_fields.h"

#include <math.h>
#include "common/cleanup.h"
#include "report/escape.h"

void json_put_text(json_t *object, const char *key, const char *text)
{
	CLEANUP_FREE char *clean = text ? escape_json(text) : NULL;

	if (clean)
		json_object_set_new(object, key, json_string(clean));
}

void json_put_number(json_t *object, const char *key, double value)
{
	if (isfinite(value))
		json_object_set_new(object, key, json_real(value));
}

void json_put_interval(json_t *object, const struct interval *interval)
{
	json_put_number(object, "estimate", interval->estimate);
	json_put_number(object, "low", interval->low);
	json_put_number(object, "high", interval->high);
}
