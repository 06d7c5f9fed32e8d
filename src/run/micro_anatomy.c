// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/micro_anatomy.h"
#include "anatomy/anatomy_make.h"
#include "anatomy/anatomy_pack.h"
#include "run/record.h"
#include "run/recorded.h"
#include "protocol/workloads.h"

#include <errno.h>

#define LABEL_SIZE 512

static const char *reply_text(const struct visiting *visiting, const char *key)
{
	return json_string_value(json_object_get(visiting->attached, key));
}

/* label: room for the name of the cell. */
static struct anatomy_subject subject_of(const struct visiting *visiting, const char *configuration,
					 char label[LABEL_SIZE])
{
	const struct bench *bench = visiting->bench;
	const char *workload = visiting->course->workload;

	return (struct anatomy_subject){
		.cell = cell_label(label, LABEL_SIZE, bench->run->cells, bench->cell),
		.release = bench->release,
		.architecture = bench->cell->architecture,
		.configuration = configuration,
		.mechanism = visiting->treatment->mechanism,
		.program = visiting->treatment->variant.program,
		.hook = reply_text(visiting, "hook"),
		.workload = workload_kind_of(workload) == WORKLOAD_EVENT ? NULL : workload,
		.trigger = reply_text(visiting, "trigger"),
	};
}

static int anatomy_store(const struct visiting *visiting, int configuration,
			 const struct anatomy *anatomy, struct error *err)
{
	struct bench *bench = visiting->bench;
	struct anatomy_record record = {
		.configuration = bench->configuration_ids[configuration],
		.workload = (char *)visiting->course->workload,
		.anatomy = anatomy_pack(anatomy),
	};
	int done = record.anatomy ? record_anatomy(bench, &record, err)
				  : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");

	json_decref(record.anatomy);
	return done;
}

/* 1: kept; 0: nothing can be said of the recording, and *err has why. */
static int window_keep(const struct visiting *visiting, const struct recorded *recorded,
		       unsigned int window, struct error *err)
{
	const struct configuration_list *configurations = &visiting->bench->configurations;
	int configuration = configuration_find(configurations, visiting->visit->treatment,
					       visiting->visit->windows[window]);
	struct anatomy *anatomy = NULL;
	char label[LABEL_SIZE];
	struct anatomy_source source = {
		.recording = &recorded->recording,
		.symbols = &recorded->symbols,
		.roles = &recorded->roles,
		.window = window,
		.subject =
		    subject_of(visiting, configurations->configurations[configuration].name, label),
	};
	int done = anatomy_make(&source, &anatomy, err);

	if (done == -EBADMSG || done == -ENODATA)
		return 0;
	if (!done)
		done = anatomy_store(visiting, configuration, anatomy, err);
	anatomy_free(anatomy);
	return done < 0 ? done : 1;
}

bool anatomy_is_wanted(const struct visiting *visiting)
{
	const struct treatment_outcome *outcome = visiting->outcome;

	return visiting->bench->study->anatomy && !outcome->has_anatomy &&
	       !outcome->is_unrecordable;
}

int micro_anatomies_keep(struct visiting *visiting, struct error *err)
{
	struct recorded recorded = { 0 };
	int kept = recorded_take(visiting->bench, visiting->attached, &recorded, err);

	visiting->outcome->is_unrecordable = kept == -EFBIG;
	if (kept == -EBADMSG || kept == -EFBIG)
		kept = 0;
	else if (!kept)
		kept = 1;
	for (unsigned int i = 0; i < visiting->visit->window_count && kept > 0; i++)
		kept = window_keep(visiting, &recorded, i, err);
	recorded_clear(&recorded);
	if (!kept)
		bench_say(visiting->bench, "no anatomy of %s: %s", visiting->treatment->name,
			  err->text);
	visiting->outcome->has_anatomy = kept > 0;
	return kept < 0 ? kept : 0;
}
