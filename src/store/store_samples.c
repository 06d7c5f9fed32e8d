// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loading the samples.
 *
 * There may be a million, of columns that are mostly NULL, and to hand out each row costs more
 * than to find it.  So a function of SQL's takes each where it is found, and none is handed out.
 */
#include "store/read.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define COLUMNS_BEFORE_COUNTERS 5

/* SQLITE_LIMIT_FUNCTION_ARG, as SQLite is built where nobody says otherwise. */
_Static_assert(COLUMNS_BEFORE_COUNTERS + COUNTER_COUNT <= 100,
	       "take_sample() has more arguments than a function of SQL may have: make it two");

static int read_counters(sqlite3_value **columns, struct run_data *data,
			 struct packed_counters *ret_counters)
{
	struct counters counters;
	double *room;

	for (int i = 0; i < COUNTER_COUNT; i++)
		counters.value[i] = sqlite3_value_type(columns[i]) == SQLITE_NULL
					? NAN
					: sqlite3_value_double(columns[i]);
	room = arena_take(&data->counters, counters_present(&counters) * sizeof(*room));
	if (!room)
		return -ENOMEM;
	*ret_counters = counters_pack(&counters, room);
	return 0;
}

/* Samples follow their visits, so the visit is that of the sample before or one soon after it. */
static uint32_t find_visit(const struct run_data *data, int64_t id)
{
	size_t v = data->sample_count ? data->samples[data->sample_count - 1].visit : 0;

	while (v < data->visit_count && data->visits[v].id < id)
		v++;
	return (uint32_t)v;
}

static uint32_t find_configuration(const struct run_data *data, int64_t id)
{
	size_t low = 0, high = data->configuration_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (data->configurations[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

/* A configuration of another run, which no foreign key keeps out, is a damaged store's. */
static bool is_of_run(const struct run_data *data, const struct sample *sample,
		      int64_t configuration)
{
	return sample->configuration < data->configuration_count &&
	       data->configurations[sample->configuration].id == configuration;
}

/* Spoiled bytes are a damaged store's: whoever estimates from them need not fear them. */
static int read_chunks(sqlite3_value *column, struct run_data *data)
{
	const unsigned char *bytes = sqlite3_value_blob(column);
	size_t length = (size_t)sqlite3_value_bytes(column);
	struct sample_chunks chunks;
	struct packed_sample *packed;
	int code;

	if (!bytes)
		return 0;
	code = chunks_unpack(bytes, length, &chunks);
	if (code < 0)
		return code;
	sample_chunks_release(&chunks);
	packed =
	    array_grow((void **)&data->packed_samples, &data->packed_sample_count, sizeof(*packed));
	if (!packed)
		return -ENOMEM;
	packed->sample = data->sample_count - 1;
	packed->chunks = (struct packed_chunks){ arena_take(&data->counters, length), length };
	if (!packed->chunks.bytes)
		return -ENOMEM;
	memcpy(packed->chunks.bytes, bytes, length);
	return 0;
}

static int read_sample(sqlite3_value **columns, struct run_data *data)
{
	uint32_t visit = find_visit(data, sqlite3_value_int64(columns[0]));
	struct sample *sample =
	    array_grow((void **)&data->samples, &data->sample_count, sizeof(*sample));
	int64_t configuration = sqlite3_value_int64(columns[1]);
	int code;

	if (!sample)
		return -ENOMEM;
	sample->visit = visit;
	sample->configuration = find_configuration(data, configuration);
	if (!is_of_run(data, sample, configuration))
		return -EBADMSG;
	sample->window = (unsigned int)sqlite3_value_int64(columns[2]);
	sample->started_ns = sqlite3_value_int64(columns[3]);
	code = read_counters(columns + COLUMNS_BEFORE_COUNTERS, data, &sample->counters);
	return code < 0 ? code : read_chunks(columns[4], data);
}

/* SQL's take_sample(): NULL, so that as a condition it lets no row through. */
static void take_sample(sqlite3_context *context, int count, sqlite3_value **columns)
{
	int code = read_sample(columns, sqlite3_user_data(context));

	(void)count;
	if (code < 0)
		sqlite3_result_error_code(context, code == -ENOMEM ? SQLITE_NOMEM : SQLITE_CORRUPT);
}

/*
 * CROSS JOIN keeps the visits outside: their index and that of the windows give the order, in
 * which the samples are found; nothing is sorted.
 */
static const char select_samples[] =
    "SELECT 1 FROM visit CROSS JOIN sample ON sample.visit = visit.id WHERE visit.run = ?1" OF_CELL(
	"visit.cell") " AND take_sample(visit, configuration, window_number, started_ns, "
		      "chunks_packed"
#define COUNTER(identifier, unit, since, check, meaning) ", " #identifier
#include "protocol/counter_list.h"
#undef COUNTER
		      ") ORDER BY visit.id, window_number";

/* data: NULL takes the function away again.  No view or trigger of the file may call it. */
static int define_take_sample(struct store *store, struct run_data *data, struct error *err)
{
	int result = sqlite3_create_function(
	    store->database, "take_sample", COLUMNS_BEFORE_COUNTERS + COUNTER_COUNT,
	    SQLITE_UTF8 | SQLITE_DIRECTONLY, data, data ? take_sample : NULL, NULL, NULL);

	return result == SQLITE_OK ? 0 : sql_error(store, result, err);
}

static int take_samples(struct store *store, const char *run, int64_t cell, struct error *err)
{
	CLEANUP_STATEMENT sqlite3_stmt *select = NULL;
	int code = sql_prepare(store, &select, err, select_samples, "ti", run, cell);

	return code < 0 ? code : sql_finish(store, select, err);
}

int store_samples_load(struct store *store, int64_t cell, struct run_data *data, struct error *err)
{
	int code = define_take_sample(store, data, err);

	if (code < 0)
		return code;
	code = take_samples(store, data->run.id, cell, err);
	define_take_sample(store, NULL, NULL);
	return code;
}
