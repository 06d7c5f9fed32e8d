/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_HISTORY_H
#define BPFTAX_HISTORY_H

/*
 * What a configuration costs over many runs, and where that took another level.
 *
 *	history_new("fentry-*", NULL, &history, &err);
 *	for each run, the oldest first:
 *		run_report_build(data, &report, &err);
 *		history_add(history, report, &err);          // keeps nothing of the report
 *	history_finish(history, &err);                   // compare/history_changes.h
 *	history_print(history, "text", stdout, &options); // compare/history_print.h
 *	history_free(history);
 *
 * A series is one configuration under one workload in one metric, that of `compare`: the cost, with
 * the interval of its own run, which does not know what differs between two boots.  It holds runs
 * that are alike; the newest says what that is (history_likeness.h), and each run that is not is
 * kept with the reason.  Kernels, programs, labels and versions of bpftax may differ: they are what
 * a history is about.
 *
 * A run of several kernels is as many entries, each with all its boots: the cost is then the mean
 * over them, with an interval from the least to the greatest end of theirs.  Where one run has two
 * points in a series, for two kernels, that series is taken apart by kernel (release, architecture
 * and timing) in all runs; other series of the history are not.
 *
 * Changes of the level are those of stats/change_points.h, of the estimates alone.  Counted
 * instructions have no chance in them: each change is one.  How far the level went is the shift
 * (stats/shift.h) of the runs since the change over those between it and the change before; its
 * interval does not know that the place was looked for.
 *
 * Pure: no clock, no I/O.
 */

#include "estimate/run_report.h"
#include "stats/change_points.h"

/* A run; of a run of several kernels, one of these. */
struct history_run {
	char id[RUN_ID_LENGTH + 1];
	char *label;   /* may be NULL */
	char *release; /* of the kernel, or NULL */
	char *kernel;  /* what it is among the run's kernels: "6.12.117 x86_64 counted" */
	char *name;    /* as it was named: "debian-6.12-cloud" */
	char *timed;   /* that with its timing: "debian-6.12-cloud counted" */
	bool several;  /* kernels in the run */
	int64_t started_s;
	json_t *likeness;
};

struct history_point {
	size_t run; /* in history->runs */
	struct interval cost;
	char *trigger; /* micro: what made the events, or NULL */
};

struct history_change {
	struct change_point point; /* first: in the series' points */
	struct estimate shift;
};

/* A run that has the configuration, and yet is not in the series. */
struct history_left_out {
	size_t run;
	char *reason;
};

struct history_series {
	char *configuration, *workload;
	char *kernel; /* NULL: of whatever kernel */
	enum metric metric;
	bool exact;
	struct history_point *points;
	size_t point_count;
	struct history_left_out *left_out;
	size_t left_out_count;
	struct history_change *changes;
	size_t change_count;
};

struct history {
	char *pattern;	    /* NULL: every configuration, and a summary of each */
	enum metric wanted; /* METRIC_COUNT: what suits */
	struct history_run *runs;
	size_t run_count;
	struct history_series *series;
	size_t series_count;
};

/*
 * pattern: of the shell, for CONFIGURATION, WORKLOAD/CONFIGURATION or
 * KERNEL/WORKLOAD/CONFIGURATION, where the kernel is any of `kernel`, `name` and `timed` of a run;
 * or NULL for all.  metric: a name, or NULL for what suits the workload.  -EINVAL (ERROR_USAGE) for
 * a metric that is none.
 */
int history_new(const char *pattern, const char *metric, struct history **ret_history,
		struct error *err);
void history_free(struct history *history);

/* How many runs were added: those of several kernels are more than one entry. */
size_t history_run_total(const struct history *history);

/* Whether the pattern means this configuration of this run; without a pattern each. */
bool history_means(const struct history *history, const struct history_run *run,
		   const char *workload, const char *configuration);

/* Runs come in the order of their start.  0 or -ENOMEM. */
int history_add(struct history *history, const struct run_report *run, struct error *err);

/* A series like that, without anything in it, at the end of the list; NULL without memory. */
struct history_series *history_series_add(struct history *history, const char *workload,
					  const char *configuration, enum metric metric);

/* For the files of the history alone: what has been added, if not all is of one kernel. */
void history_series_release(struct history_series *series);

/* Takes the reason over, which may be NULL without memory.  0 or -ENOMEM. */
int history_leave_out(struct history_series *series, size_t run, char *reason);

/* The sentence, and -ENOMEM. */
int history_no_memory(struct error *err);

#endif
