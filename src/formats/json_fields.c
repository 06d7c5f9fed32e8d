// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_fields.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/escape.h"
#include "words/phrases.h"

/* Ten digits: more than any estimate has, and the same on every machine. */
#define REAL_DIGITS 10
#define LEVEL "  "
#define DUMP_FLAGS (JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(REAL_DIGITS))

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

void json_put_count(json_t *object, const char *key, double value)
{
	if (isfinite(value))
		json_object_set_new(object, key, json_integer((json_int_t)llround(value)));
}

void json_put_interval(json_t *object, const struct interval *interval)
{
	json_put_number(object, "estimate", interval->estimate);
	json_put_number(object, "low", interval->low);
	json_put_number(object, "high", interval->high);
}

void json_put_run_name(json_t *object, const char *id, const char *label, int64_t started_s)
{
	char started[ISO_TIME_LENGTH];

	format_iso_time(started_s, started);
	json_put_text(object, "id", id);
	json_put_text(object, "label", label);
	json_put_text(object, "started", started);
}

int json_document_put(json_t *root, FILE *out)
{
	if (!root)
		return -ENOMEM;
	json_dumpf(root, out, DUMP_FLAGS);
	putc('\n', out);
	json_decref(root);
	return 0;
}

/* A level further to the right; what a text has of line ends is escaped in it. */
static void put_indented(const char *json, FILE *out)
{
	for (const char *end; (end = strchr(json, '\n')); json = end + 1) {
		fwrite(json, 1, (size_t)(end + 1 - json), out);
		fputs(LEVEL, out);
	}
	fputs(json, out);
}

int json_element_put(json_t *element, size_t index, FILE *out)
{
	CLEANUP_FREE char *json = element ? json_dumps(element, DUMP_FLAGS) : NULL;

	json_decref(element);
	if (!json)
		return -ENOMEM;
	fputs(index ? ",\n" LEVEL : "[\n" LEVEL, out);
	put_indented(json, out);
	return 0;
}

void json_array_end(size_t count, FILE *out)
{
	fputs(count ? "\n]\n" : "[]\n", out);
}
