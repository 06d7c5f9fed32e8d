/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ATLAS_H
#define BPFTAX_ESTIMATE_ATLAS_H

/*
 * The atlas: what an event costs in instructions, by mechanism and kernel, out of many runs.
 *
 *	figure = atlas_figure_at(atlas, row, kernel);    // of an atlas that atlas_build.h made
 *	if (figure && isfinite(figure->step))
 *		say(figure->step);               // more than on the kernel before
 *
 * A figure is the newest measured one of (release, architecture, mechanism, program, trigger and
 * hook), without the kernel's statistics.  A row has one trigger and one hook, so that whatever
 * stands side by side in it may be compared: on a kernel that has another trigger the same
 * mechanism is another row.  Steps are between neighbours of one family: kernels of one
 * architecture and flavour.  Pure.
 */

#include "common/text_pool.h"
#include "estimate/run_report.h"
#include "study/study.h"

/* Which cells are wanted; an empty list: all. */
struct atlas_filter {
	const struct word_list *programs, *architectures;
};

/* A run that has a figure in it. */
struct atlas_run {
	const char *id, *label, *version; /* of bpftax; label: NULL: none */
	int64_t started_s;
	size_t figures; /* that are of it and have a number */
};

/* What made a figure: two that differ in one of these may differ for it. */
struct atlas_tools {
	const char *agent; /* SHA-256; NULL: not recorded */
	const char *qemu;  /* NULL: not recorded */
};

/* A column. */
struct atlas_kernel {
	const char *release, *architecture;
	const char *package;	  /* NAME=VERSION, or a path; NULL: not recorded */
	const char *flavour;	  /* "cloud-amd64" of a release; "": it names none */
	struct atlas_tools tools; /* the newest of this architecture */
};

/* A row; trigger and hook are NULL where nothing of it was measured. */
struct atlas_row {
	const char *mechanism, *program, *trigger, *hook;
};

struct atlas_figure {
	size_t kernel, run;
	size_t row;	    /* the first that it stands in: without a number it may be in several */
	const char *status; /* as results have it: "measured", "unsupported", ... */
	const char *reason; /* NULL when measured */
	struct atlas_tools tools;
	bool other_tools;	 /* than the newest of its architecture */
	double instructions;	 /* NaN: not measured */
	double least, most;	 /* over reloads and boots */
	double agreeing, chunks; /* chunks that gave this very number, and all */
	bool linear;		 /* the cost of N events is N times that of one */
	double step;   /* from the kernel before that has a figure; NaN: none, or none to be told */
	size_t before; /* that kernel */
};

struct atlas {
	struct text_pool texts;
	struct atlas_filter filter;
	struct atlas_run *runs; /* the newest first */
	size_t run_count;
	struct atlas_kernel *kernels; /* by architecture, flavour and version */
	size_t kernel_count;
	struct atlas_row *rows; /* by program, mechanism and how new a kernel it reaches */
	size_t row_count;
	struct atlas_figure *figures; /* atlas_figure_at() has them by place */
	size_t figure_count;
	size_t *places; /* row by row: 1 + which figure; 0: none */
};

/* NULL: it was never tried there, or is elsewhere. */
const struct atlas_figure *atlas_figure_at(const struct atlas *atlas, size_t row, size_t kernel);

/* Whether there another trigger or hook measured the same: the number is in another row. */
bool atlas_is_elsewhere(const struct atlas *atlas, size_t row, size_t kernel);

/* Whether it has a number. */
bool atlas_is_measured(const struct atlas_figure *figure);

/* Whether the number is the same in each reload, in nine of ten chunks at least, and linear. */
bool atlas_is_exact(const struct atlas_figure *figure);

/* Whether two kernels are of one family: steps are told between these. */
bool atlas_same_family(const struct atlas_kernel *one, const struct atlas_kernel *other);

#endif
