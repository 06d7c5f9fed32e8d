// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/figure_files.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "words/escape.h"
#include "page/figure.h"
#include "words/phrases.h"

#define WIDTH_PX 860
#define ROW_PX 24
#define STRIP_PX 40
#define CURVE_PX 420
#define AROUND_PX 90 /* title, axis and margins */

/* What is drawn, and how gnuplot is told to. */
struct kind {
	const char *name, *title; /* title and across: as operation_fill() has them */
	int (*collect)(const struct report *, const char *workload, struct figure *);
	int (*put_data)(FILE *out, const struct figure *figure);
	int row_px;
	const char *across; /* what the axis says; NULL: the unit */
	const char *plot; /* gnuplot's arguments; `data` is the file, `left` the axis's left end */
};

/* A label as a field: no tab, no line feed, and no quote, which gnuplot would take for its own. */
static int put_label(FILE *out, const char *label)
{
	CLEANUP_FREE char *plain = escape_text(label, true);

	if (!plain)
		return -ENOMEM;
	for (char *c = plain; *c; c++)
		putc(*c == '"' ? '\'' : *c, out);
	return 0;
}

static int put_intervals(FILE *out, const struct figure *figure)
{
	int code = 0;

	fprintf(out, "# row\tconfiguration\testimate\tlow\thigh\tkernel\t(%s)\n", figure->unit);
	for (size_t i = 0; i < figure->count && code == 0; i++) {
		const struct figure_row *row = &figure->rows[i];

		fprintf(out, "%zu\t", i);
		code = put_label(out, row->result->configuration);
		fprintf(out, "\t%.9g\t%.9g\t%.9g\t%.9g\n", row->interval.estimate,
			row->interval.low, row->interval.high, row->kernel_ns);
	}
	return code;
}

static int put_curve(FILE *out, const struct figure *figure)
{
	int code = 0;

	fprintf(out, "# cost (ns)\tdelay\testimate\tlow\thigh\t(%s)\n", figure->unit);
	for (size_t i = 0; i < figure->count && code == 0; i++) {
		const struct figure_row *row = &figure->rows[i];

		fprintf(out, "%.9g\t", row->cost_ns);
		code = put_label(out, row->result->configuration);
		fprintf(out, "\t%.9g\t%.9g\t%.9g\n", row->interval.estimate, row->interval.low,
			row->interval.high);
	}
	return code;
}

/* The first part of a file of samples: the rows and their names. */
static int put_names(FILE *out, const struct figure *figure)
{
	int code = 0;

	fputs("# row\tconfiguration\n", out);
	for (size_t i = 0; i < figure->count && code == 0; i++) {
		fprintf(out, "%zu\t", i);
		code = put_label(out, figure->rows[i].result->configuration);
		putc('\n', out);
	}
	return code;
}

static int put_levels(FILE *out, const struct figure *figure)
{
	int code = put_names(out, figure);

	fprintf(out, "\n\n# row\tblock\tlevel (%s)\theight in its strip\n", figure->unit);
	for (size_t i = 0; i < figure->count; i++) {
		const struct figure_row *row = &figure->rows[i];
		double range = row->most - row->least;

		for (size_t b = 0; b < figure->bins; b++) {
			double level = figure_bins(figure, i)[b];

			if (isfinite(level))
				fprintf(out, "%zu\t%zu\t%.9g\t%.4f\n", i,
					b * figure->blocks / figure->bins + 1, level,
					range > 0 ? (level - row->least) / range : .5);
		}
	}
	return code;
}

static int put_shares(FILE *out, const struct figure *figure)
{
	double step = (figure->high - figure->low) / (double)figure->bins;
	int code = put_names(out, figure);

	fprintf(out, "\n\n# row\tfrom (%s)\tshare of the fullest bin\n", figure->unit);
	for (size_t i = 0; i < figure->count; i++) {
		for (size_t b = 0; b < figure->bins; b++)
			fprintf(out, "%zu\t%.9g\t%.4f\n", i, figure->low + step * (double)b,
				figure_bins(figure, i)[b]);
		putc('\n', out);
	}
	return code;
}

/* An invisible point gives each row of samples its name. */
#define NAMED_ROWS "data index 0 using (left):1:ytic(2) with points pointtype 0 linecolor bgnd"
#define WHISKERS "'' using 3:1:4:5 with xerrorbars pointtype 0 linecolor rgb \"#0a3a80\""
#define BAR " with boxxyerror fillstyle solid noborder linecolor rgb "

static const struct kind kinds[] = {
	{ "effects", "effect of tracing, with its interval", figure_effects, put_intervals, ROW_PX,
	  "percent of the baseline",
	  "data using 3:1:ytic(2) with points pointtype 7 linecolor rgb \"#0a58ca\", " WHISKERS },
	{ "costs", "what tracing adds to one event, with its interval", figure_costs, put_intervals,
	  ROW_PX, NULL,
	  "data using ($3/2):1:(abs($3)/2):(.3):ytic(2)" BAR "\"#8fb6ec\", " WHISKERS },
	{ "blocks", "the level over the run, each strip with its own range", figure_blocks,
	  put_levels, STRIP_PX, "block",
	  NAMED_ROWS ", '' index 1 using 2:($1+.35-.7*$4) with points pointtype 7 pointsize .3 "
		     "linecolor rgb \"#0a58ca\"" },
	{ "distributions", "how often each level was measured", figure_distributions, put_shares,
	  STRIP_PX, NULL,
	  NAMED_ROWS ", '' index 1 using 2:($1+.4-.8*$3) with steps linecolor rgb \"#0a58ca\"" },
	{ "kernel", "measured cost, and below it what the kernel says one run of the body took",
	  figure_kernel, put_intervals, ROW_PX, NULL,
	  "data using ($3/2):($1-.2):(abs($3)/2):(.18):ytic(2)" BAR "\"#8fb6ec\", '' using "
	  "($6/2):($1+.2):(abs($6)/2):(.18)" BAR "\"#b35900\", '' using 3:($1-.2):4:5 with "
	  "xerrorbars pointtype 0 linecolor rgb \"#0a3a80\"" },
	{ "response", "{done} {many} per second when {a} {one} costs more", figure_response,
	  put_curve, ROW_PX, "cost of the delay on the hook, us {a} {one}",
	  "data using ($1/1000):3:4:5 with yerrorlines pointtype 7 linecolor rgb \"#0a58ca\"" },
};

/* One row a configuration, from the top down. */
static void put_row_axes(FILE *out, const struct figure *figure, const struct kind *kind)
{
	fprintf(out, "set grid xtics\nset ytics scale 0\nset yrange [%zu.5:-.5]\n",
		figure->count - 1);
	if (kind->put_data == put_intervals)
		fputs("set arrow from 0,graph 0 to 0,graph 1 nohead dashtype 2\n", out);
	fprintf(out, "left = %.9g\n", kind->put_data == put_shares ? figure->low : 1);
}

/* Effect over cost; a logarithm, as delays are factors apart, and the short ones matter. */
static void put_curve_axes(FILE *out, const struct figure *figure)
{
	fprintf(out,
		"set grid\nset logscale x\nset ylabel '%s of the baseline'\n"
		"set arrow from graph 0,first 0 to graph 1,first 0 nohead dashtype 2\n",
		figure->unit);
}

/* across: that of the kind, filled. */
static void put_script(FILE *out, const struct figure_file *file, const char *workload,
		       const char *across, const struct figure *figure, const struct kind *kind)
{
	bool curve = kind->put_data == put_curve;
	int height = curve ? CURVE_PX : (int)figure->count * kind->row_px + AROUND_PX;

	fprintf(out,
		"# gnuplot %s.gp >%s.svg\n"
		"set terminal svg size %d,%d noenhanced font 'sans-serif,12' background 'white'\n"
		"data = '%s.tsv'\n"
		"set datafile separator tab\nset datafile missing 'nan'\n",
		file->name, file->name, WIDTH_PX, height, file->name);
	fprintf(out, "set title '%s: %s'\nset xlabel '%s'\nset nokey\n", workload, file->title,
		across);
	if (curve)
		put_curve_axes(out, figure);
	else
		put_row_axes(out, figure, kind);
	fprintf(out, "plot %s\n", kind->plot);
}

static char *print_data(const struct figure *figure, const struct kind *kind)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	int code = out ? kind->put_data(out, figure) : -ENOMEM;

	if (out && fclose(out) != 0)
		code = -ENOMEM;
	if (code < 0) {
		free(text);
		text = NULL;
	}
	return text;
}

static char *print_script(const struct figure_file *file, const char *workload, const char *across,
			  const struct figure *figure, const struct kind *kind)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	put_script(out, file, workload, across, figure, kind);
	if (fclose(out) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

/* workload: as it is safe in a name, with its cell where there are several. */
static int add_file(const char *workload, const struct figure *figure, const struct kind *kind,
		    struct figure_files *files)
{
	const struct operation_words *words = workload_words(figure->rows[0].result->workload);
	struct figure_file *file = &files->files[files->count++];
	CLEANUP_FREE char *across = NULL;

	file->name = file_path("%s-%s", workload, kind->name);
	if (!file->name)
		return -ENOMEM;
	file->title = operation_fill(kind->title, words);
	across = operation_fill(kind->across ? kind->across : figure->unit, words);
	if (!file->title || !across)
		return -ENOMEM;
	file->data = print_data(figure, kind);
	file->script = print_script(file, workload, across, figure, kind);
	return file->data && file->script ? 0 : -ENOMEM;
}

/* A name that is safe in a path and in a script; an imported run may call a workload anything. */
static char *safe_name(const char *workload, size_t number)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (workload[0] != '-' && strlen(workload) <= 40 &&
	    workload[strspn(workload, letters)] == '\0')
		return strdup(workload);
	return file_path("Workload-%zu", number + 1);
}

/* What the names of the figures of a workload begin with. */
static char *name_begin(const struct run_report *run, size_t cell, size_t w)
{
	CLEANUP_FREE char *safe = safe_name(run->reports[cell]->workloads[w].name, w);

	if (!safe || !run_report_has_cells(run))
		return take_pointer(safe);
	return file_path("cell-%u-%s", run_report_cell(run, cell)->number, safe);
}

static int add_workload(const struct run_report *run, size_t cell, size_t w,
			struct figure_files *files)
{
	const struct report *report = run->reports[cell];
	CLEANUP_FREE char *begin = name_begin(run, cell, w);
	const char *workload = report->workloads[w].name;
	int code = begin ? 0 : -ENOMEM;

	for (size_t k = 0; k < ARRAY_SIZE(kinds) && code == 0; k++) {
		struct figure figure = { 0 };

		code = kinds[k].collect(report, workload, &figure);
		if (code == 0 && figure.count)
			code = add_file(begin, &figure, &kinds[k], files);
		figure_release(&figure);
	}
	return code;
}

static size_t count_workloads(const struct run_report *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->reports[i]->workload_count;
	return count;
}

int figure_files_build(const struct run_report *run, struct figure_files *ret_files)
{
	struct figure_files files = { 0 };
	int code;

	files.files = calloc(count_workloads(run) * ARRAY_SIZE(kinds) + 1, sizeof(*files.files));
	code = files.files ? 0 : -ENOMEM;
	for (size_t i = 0; i < run->count; i++)
		for (size_t w = 0; w < run->reports[i]->workload_count && code == 0; w++)
			code = add_workload(run, i, w, &files);
	if (code < 0)
		figure_files_release(&files);
	else
		*ret_files = files;
	return code;
}

void figure_files_release(struct figure_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->files[i].name);
		free(files->files[i].title);
		free(files->files[i].data);
		free(files->files[i].script);
	}
	free(files->files);
	*files = (struct figure_files){ 0 };
}
