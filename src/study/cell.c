// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/cell.h"
#include "study/kernel_word.h"
#include "study/random.h"
#include "study/study_fields.h"
#include "study/study_check.h"
#include "common/cleanup.h"
#include "protocol/architectures.h"
#include "protocol/targets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What distinguishes one cell of a study from the next. */
struct place {
	enum timing timing;
	size_t architecture;
	size_t kernel;
	unsigned int boot;
};

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static size_t timing_count(const struct study *study)
{
	return study->timings.count ? study->timings.count : 1;
}

static enum timing timing_at(const struct study *study, size_t index)
{
	if (!study->timings.count)
		return study->exact ? TIMING_COUNTED : TIMING_TIMED;
	return strcmp(study->timings.words[index], timing_word(TIMING_COUNTED)) ? TIMING_TIMED
										: TIMING_COUNTED;
}

/* Nothing of none. */
static void word_keep(struct word_list *list, size_t index)
{
	char *kept;

	if (!list->count)
		return;
	kept = list->words[index];
	list->words[index] = list->words[0];
	list->words[0] = kept;
	for (size_t i = 1; i < list->count; i++)
		free(list->words[i]);
	list->count = 1;
}

/* What was said with the timed cells in mind does not hold for those that count. */
static void counted_adapt(struct study *study)
{
	study->cpus = 1;
	study->accel = ACCELERATOR_AUTO;
	word_list_clear(&study->delays);
}

/* So that each cell draws an order of its own, and the first of its timing the one it had alone. */
static void seed_derive(struct cell *cell, const struct place *place)
{
	char name[512];

	if (!place->architecture && !place->kernel && !place->boot)
		return;
	snprintf(name, sizeof(name), "cell %s %s %s%s%s", cell->target, cell->kernel,
		 timing_word(cell->timing), place->architecture ? " " : "",
		 place->architecture ? cell->architecture : "");
	cell->study.seed = random_derive(cell->study.seed, name, cell->boot) & INT64_MAX;
}

/* A counted cell among timed ones is only to blame for what those would not be refused for. */
static int counted_refuse(const struct study *given, int code, struct error *err)
{
	struct study timed;
	struct error of_timed;
	int refused;

	if (study_copy(given, &timed) < 0)
		return out_of_memory(err);
	refused = study_check(&timed, &of_timed);
	study_free(&timed);
	if (refused != -EINVAL)
		return error_prefix(err, code, "a counted cell");
	if (err)
		*err = of_timed;
	return refused;
}

/* The list of timings stays until then, so that a sentence can name what was said. */
static int timing_check(struct study *study, const struct study *given, struct error *err)
{
	bool mixed = study->timings.count > 1;
	int code = study_check(study, err);

	word_list_clear(&study->timings);
	return code == -EINVAL && mixed && study->exact ? counted_refuse(given, code, err) : code;
}

/* Of one architecture, its kernel needs no such word. */
static int kernel_make_plain(struct study *study)
{
	char *plain = kernel_word_plain(study->kernels.words[0]);

	if (!plain)
		return -ENOMEM;
	free(study->kernels.words[0]);
	study->kernels.words[0] = plain;
	return 0;
}

/* The study of a place alone, not yet checked. */
static int place_study(const struct study *study, const struct place *place,
		       struct study *ret_study, struct error *err)
{
	if (study_copy(study, ret_study) < 0)
		return out_of_memory(err);
	word_keep(&ret_study->architectures, place->architecture);
	word_keep(&ret_study->kernels, place->kernel);
	ret_study->exact = place->timing == TIMING_COUNTED;
	ret_study->boots = 1;
	if (!kernel_make_plain(ret_study))
		return 0;
	study_free(ret_study);
	return out_of_memory(err);
}

static int cell_resolve(const struct study *study, const struct place *place, struct cell *cell,
			struct error *err)
{
	int code = place_study(study, place, &cell->study, err);

	if (code < 0)
		return code;
	if (study->timings.count > 1 && cell->study.exact)
		counted_adapt(&cell->study);
	code = timing_check(&cell->study, study, err);
	if (code < 0)
		study_free(&cell->study);
	return code;
}

static int cell_add(struct cell_list *cells, const struct study *study, const struct place *place,
		    struct error *err)
{
	struct cell *cell = &cells->cells[cells->count];
	int code = cell_resolve(study, place, cell, err);

	if (code < 0)
		return code;
	cell->id = (unsigned int)cells->count++;
	cell->target = cell->study.target;
	cell->kernel = study_kernel(&cell->study);
	cell->architecture = study_architecture(&cell->study);
	cell->timing = place->timing;
	cell->boot = place->boot;
	cell->cpus = cell->study.cpus;
	seed_derive(cell, place);
	return 0;
}

static int boots_add(struct cell_list *cells, const struct study *study, struct place place,
		     struct error *err)
{
	int code = 0;

	for (place.boot = 0; place.boot < study->boots && !code; place.boot++)
		code = cell_add(cells, study, &place, err);
	return code;
}

static int kernels_add(struct cell_list *cells, const struct study *study, struct place place,
		       struct error *err)
{
	const char *architecture = study_architecture_at(study, place.architecture);
	int code = 0;

	for (place.kernel = 0; place.kernel < study->kernels.count && !code; place.kernel++)
		if (kernel_word_is_for(study->kernels.words[place.kernel], architecture))
			code = boots_add(cells, study, place, err);
	return code;
}

static int cells_fill(struct cell_list *cells, const struct study *study, struct error *err)
{
	int code = 0;

	for (size_t t = 0; t < timing_count(study); t++)
		for (size_t a = 0; a < study_architecture_count(study) && !code; a++)
			code = kernels_add(cells, study,
					   (struct place){ timing_at(study, t), a, 0, 0 }, err);
	return code;
}

/* Of an architecture that is not measured: a word that would be lost in silence. */
static int check_kernels(const struct study *study, struct error *err)
{
	for (size_t i = 0; i < study->kernels.count; i++) {
		const char *kernel = study->kernels.words[i];

		if (!kernel_word_is_measured(kernel, study))
			return error_set(err, ERROR_USAGE, EINVAL,
					 "kernel '%s' is of an architecture that is not measured: "
					 "--arch %s",
					 kernel, kernel_word_architecture(kernel));
	}
	return 0;
}

/* A machine that is there has one kernel, and is not booted for a study. */
static int check_boots(const struct study *study, struct error *err)
{
	if (study->kernels.count > 1 && study->modules)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "modules are of one kernel, and there are %zu: leave it out and "
				 "have each kernel's modules beside its image, as modules/",
				 study->kernels.count);
	if (target_can(study->target, TARGET_BOOTS))
		return 0;
	if (study->boots > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "boots %u need target vm: %s is not booted for a study",
				 study->boots, study->target);
	if (study->kernels.count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "several kernels need target vm: %s runs the one that it has",
				 study->target);
	if (study->architectures.count)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "arch %s needs target vm: %s is what it is",
				 study->architectures.words[0], study->target);
	return 0;
}

int cells_make(const struct study *study, struct cell_list *ret_cells, struct error *err)
{
	size_t count = timing_count(study) * study_architecture_count(study) *
		       study->kernels.count * study->boots;
	struct cell_list cells = { calloc(count + 1, sizeof(*cells.cells)), 0 };
	int code = cells.cells ? check_boots(study, err) : out_of_memory(err);

	if (!code)
		code = check_kernels(study, err);
	if (!code)
		code = cells_fill(&cells, study, err);
	if (code < 0)
		cells_free(&cells);
	else
		*ret_cells = cells;
	return code;
}

void cells_free(struct cell_list *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		study_free(&cells->cells[i].study);
	free(cells->cells);
	*cells = (struct cell_list){};
}

size_t cells_count(const struct cell_list *cells, enum timing timing)
{
	size_t count = 0;

	for (size_t i = 0; i < cells->count; i++)
		count += cells->cells[i].timing == timing;
	return count;
}

static bool architectures_differ(const struct cell_list *cells)
{
	for (size_t i = 1; i < cells->count; i++)
		if (strcmp(cells->cells[i].architecture, cells->cells[0].architecture) != 0)
			return true;
	return false;
}

static bool boots_differ(const struct cell_list *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		if (cells->cells[i].boot)
			return true;
	return false;
}

char *cell_label(char *buffer, size_t size, const struct cell_list *cells, const struct cell *cell)
{
	size_t counted = cells_count(cells, TIMING_COUNTED);
	const char *timing = counted && counted < cells->count ? timing_word(cell->timing) : "";
	const char *architecture = architectures_differ(cells) ? cell->architecture : "";
	char boot[32] = "";

	if (boots_differ(cells))
		snprintf(boot, sizeof(boot), " boot %u", cell->boot);
	snprintf(buffer, size, "%s%s%s%s%s%s", cell->kernel, *architecture ? " " : "", architecture,
		 *timing ? " " : "", timing, boot);
	return buffer;
}

int cells_study(const struct study *study, const struct cell_list *cells, struct study *ret_study,
		struct error *err)
{
	struct study copy;
	int code;

	if (study_copy(cells->count == 1 ? &cells->cells[0].study : study, &copy) < 0)
		return out_of_memory(err);
	code = study_expand(&copy, err);
	if (code < 0)
		study_free(&copy);
	else
		*ret_study = copy;
	return code;
}
