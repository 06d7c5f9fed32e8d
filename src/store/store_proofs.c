// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loading the proofs that matter.
 *
 * A proof takes some hundred bytes and nearly every one differs, if only by the program's number.
 * A report shows that of the first visit that counts of each cell, configuration and workload.
 * Whether a block counts is decided there (report/samples.h), and never against a block that
 * dropped nothing: so proofs are read up to the first visit of such a block.
 */
#include "store/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whose proofs are told apart: a workload in a cell. */
struct proof_place {
	int64_t cell;
	const char *workload; /* a name stands once in the pool of texts */
};

struct proofs {
	const struct run_data *data;
	const struct visit_record **dropped; /* by block */
	size_t dropped_count;
	struct proof_place *places; /* those seen */
	size_t place_count;
	bool *settled; /* a row a place, a column a configuration */
};

static void proofs_release(struct proofs *proofs)
{
	free(proofs->dropped);
	free(proofs->places);
	free(proofs->settled);
}

int visit_compare_blocks(const void *left, const void *right)
{
	const struct visit_record *a = *(const struct visit_record *const *)left;
	const struct visit_record *b = *(const struct visit_record *const *)right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	return (a->block > b->block) - (a->block < b->block);
}

static int list_dropped(struct proofs *proofs)
{
	const struct run_data *data = proofs->data;

	for (size_t v = 0; v < data->visit_count; v++) {
		const struct visit_record **dropped;

		if (strcmp(data->visits[v].state, "dropped") != 0)
			continue;
		dropped =
		    array_grow((void **)&proofs->dropped, &proofs->dropped_count, sizeof(*dropped));
		if (!dropped)
			return -ENOMEM;
		*dropped = &data->visits[v];
	}
	if (proofs->dropped)
		qsort(proofs->dropped, proofs->dropped_count, sizeof(*proofs->dropped),
		      visit_compare_blocks);
	return 0;
}

static bool is_whole(const struct proofs *proofs, const struct visit_record *visit)
{
	return !proofs->dropped || !bsearch(&visit, proofs->dropped, proofs->dropped_count,
					    sizeof(*proofs->dropped), visit_compare_blocks);
}

static size_t find_place(const struct proofs *proofs, const struct visit_record *visit)
{
	size_t place = 0;

	while (place < proofs->place_count && (proofs->places[place].cell != visit->cell ||
					       proofs->places[place].workload != visit->workload))
		place++;
	return place;
}

/* Whether the proof of (cell, workload, configuration) is found, or NULL without memory. */
static bool *find_settled(struct proofs *proofs, const struct visit_record *visit,
			  size_t configuration)
{
	size_t columns = proofs->data->configuration_count, row = find_place(proofs, visit);
	bool *settled;

	if (row == proofs->place_count) {
		struct proof_place *place =
		    array_grow((void **)&proofs->places, &proofs->place_count, sizeof(*place));

		settled = reallocarray(proofs->settled, row + 1, columns);
		if (!place || !settled)
			return NULL;
		*place = (struct proof_place){ visit->cell, visit->workload };
		proofs->settled = settled;
		memset(settled + row * columns, 0, columns);
	}
	return &proofs->settled[row * columns + configuration];
}

static int load_proof(struct store *store, struct visit_record *visit, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code;

	if (visit->proof)
		return 0;
	code = sql_prepare(store, &select, err, "SELECT proof FROM visit WHERE id = ?1", "i",
			   visit->id);
	if (code == 0)
		code = sql_next(store, select, err);
	if (code > 0 && read_json(select, 0, &visit->proof) < 0)
		return sql_error(store, SQLITE_CORRUPT, err);
	return code < 0 ? code : 0;
}

static int consider(struct store *store, struct proofs *proofs, size_t configuration,
		    struct visit_record *visit, struct error *err)
{
	bool *settled;

	if (strcmp(visit->state, "kept") != 0)
		return 0;
	settled = find_settled(proofs, visit, configuration);
	if (!settled)
		return sql_error(store, SQLITE_NOMEM, err);
	if (*settled)
		return 0;
	*settled = is_whole(proofs, visit);
	return load_proof(store, visit, err);
}

static int consider_all(struct store *store, struct proofs *proofs, struct run_data *data,
			struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < data->sample_count && code == 0; i++) {
		const struct sample *sample = &data->samples[i];

		code = consider(store, proofs, sample->configuration, &data->visits[sample->visit],
				err);
	}
	return code;
}

int store_proofs_load(struct store *store, struct run_data *data, struct error *err)
{
	CLEANUP(proofs_release) struct proofs proofs = { .data = data };

	if (list_dropped(&proofs) < 0)
		return sql_error(store, SQLITE_NOMEM, err);
	return consider_all(store, &proofs, data, err);
}
