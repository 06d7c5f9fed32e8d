// SPDX-License-Identifier: GPL-2.0-or-later
/* What QEMU's plugin and the agent say of what ran in a guest, and anatomies that somebody kept. */
#include "parsers.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "anatomy/anatomy_make.h"
#include "anatomy/anatomy_pack.h"
#include "common/cleanup.h"
#include "formats/anatomy.h"

/* All that an anatomy is made of. */
struct recorded {
	struct recording recording;
	struct window_roles roles;
	struct code_symbols symbols;
};

static void refused(const struct error *err)
{
	fuzz_require(err->text[0] != '\0', "refused without a sentence");
}

/* As a run keeps it, and reads it again: what was made is what is read. */
static void keep(const struct anatomy *anatomy)
{
	CLEANUP(json_decrefp) json_t *packed = anatomy_pack(anatomy);
	CLEANUP(json_decrefp) json_t *packed_again = NULL;
	struct anatomy *again = NULL;
	struct error err = { 0 };

	fuzz_require(packed && !anatomy_unpack(packed, &again, &err),
		     "what was made is no anatomy");
	packed_again = anatomy_pack(again);
	fuzz_require(packed_again && json_equal(packed, packed_again), "it is kept as another");
	anatomy_free(again);
}

static void make(const struct recorded *recorded)
{
	const struct anatomy_source source = {
		.recording = &recorded->recording,
		.symbols = &recorded->symbols,
		.roles = &recorded->roles,
		.subject = { .configuration = "fentry-null", .hook = "hooked+0x4" },
	};
	struct anatomy *anatomy = NULL;
	struct error err = { 0 };

	if (anatomy_make(&source, &anatomy, &err) < 0) {
		refused(&err);
		return;
	}
	keep(anatomy);
	anatomy_free(anatomy);
}

static bool told_read(const json_t *told, struct recorded *recorded)
{
	struct error err = { 0 };
	int r = window_roles_from_json(json_object_get(told, "recorded"), &recorded->roles, &err);

	if (!r)
		r = code_symbols_from_json(json_object_get(told, "symbols"), &recorded->symbols,
					   &err);
	if (r < 0)
		refused(&err);
	return !r;
}

/* A line of what the agent says, and then the plugin's file. */
void fuzz_recording(const uint8_t *bytes, size_t length)
{
	const uint8_t *end = length ? memchr(bytes, '\n', length) : NULL;
	size_t line = end ? (size_t)(end - bytes) + 1 : 0;
	CLEANUP(json_decrefp) json_t *told = json_loadb((const char *)bytes, line, 0, NULL);
	struct recorded recorded = { 0 };
	struct error err = { 0 };

	if (recording_read(bytes + line, length - line, &recorded.recording, &err) < 0)
		refused(&err);
	else if (told_read(told, &recorded))
		make(&recorded);
	recording_clear(&recorded.recording);
	window_roles_clear(&recorded.roles);
	code_symbols_clear(&recorded.symbols);
}

/* In every format, as the command prints it. */
static void print(const struct anatomy_set *set)
{
	static const char *const formats[] = { "text", "json", "csv", "html", "folded" };
	const struct report_options options = { .width = 80 };
	FILE *out = fopen("/dev/null", "w");

	fuzz_require(out != NULL, "no /dev/null");
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		fuzz_require(!anatomy_set_print(set, formats[i], out, &options),
			     "an anatomy that cannot be printed");
	fclose(out);
}

/* Two of it, so that there is a difference. */
static void unpack(const json_t *packed)
{
	CLEANUP(anatomy_set_release) struct anatomy_set set = { 0 };

	for (int i = 0; i < 2; i++) {
		struct anatomy *anatomy = NULL;
		struct error err = { 0 };

		if (anatomy_unpack(packed, &anatomy, &err) < 0) {
			refused(&err);
			return;
		}
		fuzz_require(!anatomy_set_add(&set, anatomy), "no memory");
	}
	fuzz_require(!anatomy_set_finish(&set), "no memory");
	print(&set);
}

void fuzz_anatomy(const uint8_t *bytes, size_t length)
{
	CLEANUP(json_decrefp) json_t *packed = json_loadb((const char *)bytes, length, 0, NULL);

	if (packed)
		unpack(packed);
}
