/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_H
#define BPFTAX_STORE_H

/*
 * The store: every run and every sample, in one SQLite file (schema.sql).
 *
 * Writing, in the order of a run; each call is durable when it returns:
 *
 *	store_open(path, STORE_WRITE, &store, &err);
 *	store_run_begin(store, &run, &err);              // draws run.id
 *	store_cell_add(store, run.id, &cell, &cell.id, &err);  // before its target is started
 *	store_cell_update(store, &cell, &err);           // what its agent says
 *	store_treatment_add(store, run.id, &treatment, &id, &err);
 *	store_configuration_add(store, run.id, &configuration, &id, &err);
 *	store_plan_add(store, run.id, cell.id, "udp-drain", plan_json, &err);
 *	store_visit_begin(store, run.id, &visit, &visit_id, &err);
 *	store_sample_add(store, visit_id, &sample, &err);     // before the next window begins
 *	store_visit_end(store, visit_id, "kept", NULL, proof_json, &err);
 *	store_anatomy_set(store, run.id, &anatomy, &err);     // where one was recorded
 *	store_result_set(store, run.id, &result, &err);
 *	store_run_end(store, run.id, duration_s, interrupted, &err);
 *
 * Reading: store_run_find() by prefix or the newest, store_run_load() for everything of one run.
 * Raw samples are kept, derived figures are never stored.
 *
 * Durable means: it outlives the death of this process at once, and the file is never torn; only a
 * power cut may take the last seconds (WAL with synchronous=NORMAL, see store_open.c).  Every
 * function returns 0 or a negative errno with a sentence in *err that names the file: -EBUSY locked
 * (after two seconds of waiting), -EROFS, -EACCES, -EBADMSG no database, another program's or a
 * damaged one, -ENOTSUP of a newer version, -ENOSPC, -ENOMEM, else -EIO; these are
 * ERROR_ENVIRONMENT.  A row that the schema refuses (schema.sql) is -EIO with the check's name.
 */

#include <stdbool.h>
#include <stdint.h>
#include <jansson.h>
#include "common/error.h"
#include "common/text_pool.h"
#include "protocol/packed_counters.h"
#include "store/packed_chunks.h"

struct store;

enum store_mode {
	STORE_READ,  /* must exist */
	STORE_WRITE, /* made when missing, with its directory */
};

#define RUN_ID_LENGTH 32 /* hexadecimal digits, random */

struct run_record {
	char id[RUN_ID_LENGTH + 1];
	char *label; /* may be NULL */
	char *study_name;
	char *protocol; /* "switch" or "restart" */
	char *command_line;
	char *version; /* of bpftax */
	json_t *study; /* as resolved (study_to_json) */
	uint64_t seed;
	int64_t started_s; /* Unix time */
	double duration_s; /* NaN while it runs or when it was killed */
	bool interrupted;
	unsigned int interruptions; /* after which it was resumed */
};

/* Where it is measured: a boot of a kernel on a target. */
struct cell_record {
	int64_t id;
	unsigned int number; /* in the run, from 0, in the order of the study */
	char *target;	     /* "vm", "local", ... */
	char *kernel;	     /* as named; NULL: the target's own */
	char *architecture;  /* NULL: not known yet */
	char *timing;	     /* "counted" or "timed" */
	unsigned int boot;   /* from 0, among the cells of one kernel and timing */
	unsigned int cpus;   /* 0: not known yet */
	char *state;	     /* "open", "done" or "failed" */
	char *reason;	     /* why it failed, or NULL */
	json_t *facts; /* an object: what the report says of the machine; NULL: no answer yet */
};

/* What is put on the kernel. */
struct treatment_record {
	int64_t id;
	unsigned int number;   /* in the run's list, from 0 */
	char *name;	       /* for print only: fentry-map; baseline; delay */
	char *kind;	       /* "sham", "builtin", "delay" or "object" */
	char *mechanism;       /* "" for the sham */
	char *program;	       /* as printed: map@4threads */
	unsigned int threads;  /* that run it at once */
	unsigned int programs; /* of it on one hook */
};

/* A file that somebody brought to be measured. */
struct object_record {
	unsigned int number; /* in the run, from 0 */
	const char *name;    /* as it was named */
	const char *sha256;
	const void *bytes;
	size_t size;
};

/* A treatment under one setting of a window. */
struct configuration_record {
	int64_t id;
	int64_t treatment; /* its row */
	char *name;	   /* fentry-map-stat, baseline, ... */
	char *mechanism;   /* "" for the baseline */
	char *program;
	bool statistics;
	double delay_ns; /* NaN: no known delay */
	bool of_object;	 /* its program is of somebody's object, whatever it is called */
};

struct visit_record {
	int64_t id;
	char *workload;
	int64_t cell; /* its row */
	unsigned int block;
	unsigned int position;
	unsigned int baseline; /* 0 or 1 for the baselines of a block, else 0 */
	char *mechanism;       /* what was attached: for a baseline the sham's mechanism */
	char *program;
	char *hook;    /* function[+offset] or category:name */
	char *state;   /* "open", "kept" or "dropped" */
	char *reason;  /* why dropped, or NULL */
	json_t *proof; /* what the agent saw, or NULL */
};

struct sample_record {
	int64_t id;
	int64_t visit;
	int64_t configuration;
	unsigned int window; /* in its visit, from 0 */
	int64_t started_ns;  /* since the run's start */
	struct counters counters;
	struct packed_chunks chunks; /* raw (store/packed_chunks.h); none: NULL */
};

struct result_record {
	int64_t cell; /* its row */
	int64_t configuration;
	char *workload;
	char *status;	   /* measured, unsupported, no-workload, not-fired, failed */
	char *reason;	   /* NULL when measured */
	char *hits_source; /* "statistics-window", "proof-slice", ... or NULL */
	char *receiver;	   /* "free" for iperf3, NULL where it does not apply */
	json_t *look;	   /* of an object's program (run/object_try.h), or NULL */
};

/* What an event of it is made of. */
struct anatomy_record {
	int64_t cell; /* its row */
	int64_t configuration;
	char *workload;
	json_t *anatomy; /* an object, src/anatomy's */
};

/*
 * Opens the store, for writing after making it and its directory when missing.  For reading a
 * store that does not exist or is empty is -ENOENT, ERROR_USAGE.  A store in a directory that
 * cannot be written can still be read.  What failed leaves nothing behind.
 */
int store_open(const char *path, enum store_mode mode, struct store **ret_store, struct error *err);
/* A store that store_open() made, and that holds no run yet, is removed again. */
void store_close(struct store *store);

/*
 * The default path: $XDG_STATE_HOME/bpftax/bpftax.db or ~/.local/state/...; the caller frees it.
 * -ENOENT, ERROR_ENVIRONMENT, where no home directory is known.
 */
int store_default_path(char **ret_path, struct error *err);

/* store_open() of the path, NULL for the default one. */
int store_open_named(const char *path, enum store_mode mode, struct store **ret_store,
		     struct error *err);

/* run->id is drawn and filled; the rest is copied. */
int store_run_begin(struct store *store, struct run_record *run, struct error *err);
/* A NULL state is "open".  cell->id is not read; *ret_id may be it. */
int store_cell_add(struct store *store, const char *run, const struct cell_record *cell,
		   int64_t *ret_id, struct error *err);
/*
 * Writes what becomes known only with time: architecture, cpus, state, reason, facts; what is not
 * known now stays as it was.
 */
int store_cell_update(struct store *store, const struct cell_record *cell, struct error *err);
int store_treatment_add(struct store *store, const char *run,
			const struct treatment_record *treatment, int64_t *ret_id,
			struct error *err);
int store_object_add(struct store *store, const char *run, const struct object_record *object,
		     struct error *err);
int store_configuration_add(struct store *store, const char *run,
			    const struct configuration_record *configuration, int64_t *ret_id,
			    struct error *err);
int store_plan_add(struct store *store, const char *run, int64_t cell, const char *workload,
		   const json_t *plan, struct error *err);
int store_visit_begin(struct store *store, const char *run, const struct visit_record *visit,
		      int64_t *ret_id, struct error *err);
int store_sample_add(struct store *store, const struct sample_record *sample, struct error *err);
int store_visit_end(struct store *store, int64_t visit, const char *state, const char *reason,
		    const json_t *proof, struct error *err);

/* Which visits are meant: those of a workload in a cell, after a row (0: all). */
struct visit_place {
	int64_t cell;
	const char *workload;
	int64_t after;
};

/* What a run that goes on has to know of a visit that was kept or dropped. */
struct visit_row {
	int64_t id;
	unsigned int block, position;
	bool kept;
	const char *reason;	   /* why not; as long as take() runs */
	double begun_ns, ended_ns; /* of its samples, since the cell began; NaN: it has none */
	unsigned int samples;
};

/* Hands out the visits that have ended, in the order of their rows. */
int store_visits_ended(struct store *store, const char *run, const struct visit_place *place,
		       void (*take)(void *context, const struct visit_row *row), void *context,
		       struct error *err);
/*
 * What was lost in the middle, and what is to be made again with it, is dropped for this reason:
 * visits of the place's block that are still open, or where `all` is set those that were kept, too.
 */
int store_visits_cut(struct store *store, const char *run, const struct visit_place *place,
		     unsigned int block, bool all, const char *reason, struct error *err);

/*
 * A run that was cut off goes on (store_resume.c): it counts one interruption more, and is as if it
 * had not ended.
 */
int store_run_reopen(struct store *store, const char *run, struct error *err);

/* The plan of a workload in a cell; NULL where none was stored.  The caller owns it. */
int store_plan_load(struct store *store, const char *run, int64_t cell, const char *workload,
		    json_t **ret_plan, struct error *err);

/* What the run was begun with, one by one in their order; the visitor copies what it keeps. */
typedef int store_object_visitor(void *context, const struct object_record *object,
				 struct error *err);
int store_objects_visit(struct store *store, const char *run, store_object_visitor *visit,
			void *context, struct error *err);

/* How many visits a block has in the store by now, open ones among them. */
int store_block_visits(struct store *store, const char *run, const struct visit_place *place,
		       unsigned int block, unsigned int *ret_count, struct error *err);

/*
 * A block that was cut off: its visits stay with their samples, but are left out of what is
 * estimated, by this reason; and its plan is replaced by one that has the block again.  Both or
 * neither.
 */
int store_block_cut(struct store *store, const char *run, const struct visit_place *place,
		    unsigned int block, const char *reason, const json_t *plan, struct error *err);

/* Inserts or replaces the result of (cell, configuration, workload). */
int store_result_set(struct store *store, const char *run, const struct result_record *result,
		     struct error *err);
/* Inserts or replaces the anatomy of (cell, configuration, workload). */
int store_anatomy_set(struct store *store, const char *run, const struct anatomy_record *anatomy,
		      struct error *err);
/* A free-standing sentence of the run, such as how a window length was chosen. */
int store_note_add(struct store *store, const char *run, const char *text, struct error *err);
int store_run_end(struct store *store, const char *run, double duration_s, bool interrupted,
		  struct error *err);

/* A sample as it is loaded: there may be a million. */
struct sample {
	int64_t started_ns;
	struct packed_counters counters;
	uint32_t visit;		/* which of the run's visits */
	uint32_t configuration; /* which of the run's configurations */
	unsigned int window;
};

/* The raw chunks of a sample that has any. */
struct packed_sample {
	size_t sample;		     /* which of the run's samples */
	struct packed_chunks chunks; /* that chunks_unpack() takes */
};

/*
 * Everything of one run; all owned, released by run_data_free().  The texts of visits are shared
 * among them.  A visit's proof is there where a report may show it, in the first visits that
 * count of each configuration and workload; of all others it is NULL (store_proofs.c).
 */
struct run_data {
	struct run_record run;
	struct cell_record *cells; /* by number */
	size_t cell_count;
	struct treatment_record *treatments; /* by number */
	size_t treatment_count;
	struct configuration_record *configurations;
	size_t configuration_count;
	struct visit_record *visits;
	size_t visit_count;
	struct sample *samples; /* in the order in which they were taken: by visit and window */
	size_t sample_count;
	struct packed_sample *packed_samples; /* in the order of the samples */
	size_t packed_sample_count;
	struct result_record *results;
	size_t result_count;
	struct anatomy_record *anatomies;
	size_t anatomy_count;
	char **notes;
	size_t note_count;
	struct text_pool texts; /* of the visits */
	struct arena counters;	/* of the samples, and their chunks */
	json_t **pilots;	/* of workloads whose windows a pilot chose (run/window_pilot.h) */
	size_t pilot_count;
	bool goes_on; /* set by who looks at a run under way: what has no sample is still to come */
};

/*
 * id_prefix: at least 4 digits of a run's id, or NULL for the newest.  Fills ret_id.  No such run
 * or an ambiguous prefix: -ENOENT or -EINVAL, ERROR_USAGE, naming the candidates.
 */
int store_run_find(struct store *store, const char *id_prefix, char ret_id[RUN_ID_LENGTH + 1],
		   struct error *err);
int store_run_load(struct store *store, const char *id, struct run_data **ret_data,
		   struct error *err);
/* The same of one cell (its row), as if the run had no other: what a look at a run needs that goes
 * on. */
int store_cell_load(struct store *store, const char *id, int64_t cell, struct run_data **ret_data,
		    struct error *err);
void run_data_free(struct run_data *data);

/* The run's cell of this row (visit_record.cell), or NULL. */
const struct cell_record *run_data_cell(const struct run_data *data, int64_t id);

/* The facts of the first cell whose agent answered, or NULL; borrowed. */
json_t *run_data_facts(const struct run_data *data);

/*
 * For qsort() over pointers to visits: by cell and block, so that what belongs to one block stands
 * together and compares as equal.
 */
int visit_compare_blocks(const void *left, const void *right);

struct run_summary {
	struct run_record run; /* without its study */
	char *release;	       /* its kernels, "6.1, 6.12", of cells that answered; or NULL */
	uint64_t sample_count;
};

/* Takes a run that yielded nothing out again, with all that hangs on it. */
int store_run_discard(struct store *store, const char *id, struct error *err);

/* All runs, the newest first; the caller frees with run_summaries_free(). */
int store_run_list(struct store *store, struct run_summary **ret_runs, size_t *ret_count,
		   struct error *err);
/*
 * The ids of the runs that have something of events that were counted, the newest first; the caller
 * frees with text_words_free() (common/text.h).
 */
int store_run_ids_counted(struct store *store, char ***ret_ids, size_t *ret_count,
			  struct error *err);
void run_summaries_free(struct run_summary *runs, size_t count);

#endif
