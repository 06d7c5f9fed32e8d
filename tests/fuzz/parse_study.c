// SPDX-License-Identifier: GPL-2.0-or-later
/* What users write: studies, gates, files to import. */
#include "parsers.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/gate.h"
#include "import_check.h"
#include "study/cell.h"
#include "study/options.h"
#include "study/study_fields.h"
#include "study/study_json.h"

/* More cells than a study of one kernel and three boots would have take time, and show nothing. */
#define CELLS_MOST 64

static void sentence_check(const struct error *err)
{
	fuzz_require(err->text[0] != '\0', "refused without a sentence");
}

/* What one reads of a study that was taken is the same study. */
static void study_written_check(const struct study *study)
{
	CLEANUP_FREE char *text = options_to_ini(study), *again_text = NULL;
	struct study again;
	struct error err = { 0 };

	study_init(&again);
	fuzz_require(text && !options_parse_ini(text, strlen(text), "again", &again, &err),
		     "a study that was written cannot be read");
	again_text = options_to_ini(&again);
	fuzz_require(again_text && !strcmp(text, again_text), "a study changed when written");
	study_free(&again);
}

static void cells_check(const struct study *study)
{
	struct cell_list cells = { 0 };
	struct error err = { 0 };

	if (study->kernels.count * study->boots > CELLS_MOST)
		return;
	if (cells_make(study, &cells, &err) < 0)
		sentence_check(&err);
	else
		cells_free(&cells);
}

void fuzz_study(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);
	struct study study;
	struct error err = { 0 };

	study_init(&study);
	if (options_parse_ini(text, length, "fuzz", &study, &err) < 0) {
		sentence_check(&err);
	} else {
		study_written_check(&study);
		cells_check(&study);
	}
	study_free(&study);
}

void fuzz_study_json(const uint8_t *bytes, size_t length)
{
	json_t *object = json_loadb((const char *)bytes, length, 0, NULL), *again;
	struct study study;
	struct error err = { 0 };

	if (object && study_from_json(object, &study, &err) < 0) {
		sentence_check(&err);
	} else if (object) {
		again = study_to_json(&study);
		fuzz_require(json_is_object(again), "a study has no JSON");
		json_decref(again);
		study_free(&study);
	}
	json_decref(object);
}

void fuzz_gate(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);
	struct gate gate = { 0 };
	struct error err = { 0 };

	if (gate_parse(text, "fuzz", &gate, &err) < 0)
		sentence_check(&err);
	gate_rule_find(&gate, GATE_COST, "", "micro", "fentry-map");
	gate_rule_find(&gate, GATE_VERIFIER, "", "micro", "fentry-map");
	gate_release(&gate);
}

void fuzz_import(const uint8_t *bytes, size_t length)
{
	import_check((const char *)bytes, length);
}
