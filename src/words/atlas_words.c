// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/atlas_words.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "words/count_range.h"
#include "words/phrases.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *sign, *words;
} marks[ATLAS_MARKS] = {
	[ATLAS_UNSUPPORTED] = { "x", "unsupported by this kernel" },
	[ATLAS_FAILED] = { "!", "failed" },
	[ATLAS_NOT_FIRED] = { "0", "attached, but did not run" },
	[ATLAS_ELSEWHERE] = { ":", "in the other row: this kernel has not this trigger and hook" },
	[ATLAS_UNTRIED] = { ".", "not measured" },
	[ATLAS_OTHER_TOOLS] = { "*", "by another agent or QEMU than the newest" },
	[ATLAS_INEXACT] = { "~", "not the same number each time" },
};

size_t atlas_family_end(const struct atlas *atlas, size_t first)
{
	size_t end = first;

	while (end < atlas->kernel_count &&
	       atlas_same_family(&atlas->kernels[first], &atlas->kernels[end]))
		end++;
	return end;
}

char *atlas_family_name(const struct atlas *atlas, size_t kernel)
{
	const struct atlas_kernel *own = &atlas->kernels[kernel];

	return file_path("%s%s%s", own->architecture, *own->flavour ? ", " : "", own->flavour);
}

/* How much of a release is its series: "6.12" of "6.12.117+deb12-cloud-amd64". */
static size_t series_length(const char *release)
{
	size_t major = strspn(release, "0123456789");
	size_t minor = release[major] == '.' ? strspn(release + major + 1, "0123456789") : 0;

	return minor ? major + 1 + minor : strlen(release);
}

/* Up to the flavour: "6.12.117+deb12". */
static size_t version_length(const struct atlas_kernel *kernel)
{
	size_t whole = strlen(kernel->release), flavour = strlen(kernel->flavour);

	return flavour && flavour < whole ? whole - flavour - 1 : whole;
}

static bool is_alone(const struct atlas *atlas, size_t kernel, size_t length)
{
	const struct atlas_kernel *own = &atlas->kernels[kernel];

	for (size_t i = 0; i < atlas->kernel_count; i++)
		if (i != kernel && atlas_same_family(own, &atlas->kernels[i]) &&
		    series_length(atlas->kernels[i].release) == length &&
		    !strncmp(own->release, atlas->kernels[i].release, length))
			return false;
	return true;
}

void atlas_heading(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t kernel)
{
	const struct atlas_kernel *own = &atlas->kernels[kernel];
	size_t length = series_length(own->release);

	if (!is_alone(atlas, kernel, length))
		length = version_length(own);
	snprintf(text, ATLAS_TEXT_SIZE, "%.*s", (int)length, own->release);
}

bool atlas_row_is_again(const struct atlas *atlas, size_t row)
{
	return row && atlas->rows[row].mechanism == atlas->rows[row - 1].mechanism &&
	       atlas->rows[row].program == atlas->rows[row - 1].program;
}

bool atlas_row_is_seen(const struct atlas *atlas, size_t row, size_t first, size_t end)
{
	for (size_t k = first; k < end; k++)
		if (atlas_figure_at(atlas, row, k))
			return true;
	return false;
}

static enum atlas_mark unmeasured_mark(const struct atlas_figure *figure)
{
	if (!strcmp(figure->status, "unsupported"))
		return ATLAS_UNSUPPORTED;
	return strcmp(figure->status, "not-fired") ? ATLAS_FAILED : ATLAS_NOT_FIRED;
}

atlas_marks atlas_cell_marks(const struct atlas *atlas, size_t row, size_t kernel)
{
	const struct atlas_figure *figure = atlas_figure_at(atlas, row, kernel);
	atlas_marks seen = 0;

	if (!figure)
		return 1u << (atlas_is_elsewhere(atlas, row, kernel) ? ATLAS_ELSEWHERE
								     : ATLAS_UNTRIED);
	if (!atlas_is_measured(figure))
		return 1u << unmeasured_mark(figure);
	if (figure->other_tools)
		seen |= 1u << ATLAS_OTHER_TOOLS;
	if (!atlas_is_exact(figure))
		seen |= 1u << ATLAS_INEXACT;
	return seen;
}

const char *atlas_mark_sign(enum atlas_mark mark)
{
	return marks[mark].sign;
}

const char *atlas_mark_words(enum atlas_mark mark)
{
	return marks[mark].words;
}

/* Whole numbers outwards, as count_range_tell(), but with little room. */
static size_t number_put(char text[ATLAS_TEXT_SIZE], const struct atlas_figure *figure)
{
	if (figure->least < figure->most)
		return (size_t)snprintf(text, ATLAS_TEXT_SIZE, "%.0f-%.0f", floor(figure->least),
					ceil(figure->most));
	return (size_t)snprintf(text, ATLAS_TEXT_SIZE, "%.6g", figure->instructions);
}

void atlas_cell_text(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t row,
		     size_t kernel)
{
	const struct atlas_figure *figure = atlas_figure_at(atlas, row, kernel);
	atlas_marks seen = atlas_cell_marks(atlas, row, kernel);
	size_t length = atlas_is_measured(figure) ? number_put(text, figure) : 0;

	for (int i = 0; i < ATLAS_MARKS; i++)
		if (seen & 1u << i)
			length += (size_t)snprintf(text + length, ATLAS_TEXT_SIZE - length, "%s",
						   marks[i].sign);
}

void atlas_step_text(char text[ATLAS_TEXT_SIZE], const struct atlas_figure *figure)
{
	bool rough = figure &&
		     (figure->least < figure->most || fabs(figure->step - round(figure->step)) > 0);

	*text = '\0';
	if (figure && isfinite(figure->step))
		snprintf(text, ATLAS_TEXT_SIZE, "%s%+.0f", rough ? "~" : "", figure->step);
}

char *atlas_cell_sentence(const struct atlas *atlas, size_t row, size_t kernel)
{
	const struct atlas_figure *figure = atlas_figure_at(atlas, row, kernel);
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	atlas_marks seen = atlas_cell_marks(atlas, row, kernel);

	if (!atlas_is_measured(figure)) {
		for (int i = 0; i < ATLAS_MARKS; i++)
			if (seen & 1u << i)
				text_buffer_add(&text, "%s", marks[i].words);
		if (figure && figure->reason)
			text_buffer_add(&text, ": %s", figure->reason);
		return text_buffer_take(&text);
	}
	if (figure->least < figure->most)
		count_range_tell(&text, figure->least, figure->most);
	else
		text_buffer_add(&text, "%.10g", figure->instructions);
	text_buffer_add(&text, " instructions, trigger %s, hook %s", atlas->rows[row].trigger,
			atlas->rows[row].hook);
	for (int i = 0; i < ATLAS_MARKS; i++)
		if (seen & 1u << i)
			text_buffer_add(&text, "; %s", marks[i].words);
	return text_buffer_take(&text);
}

char *atlas_run_sentence(const struct atlas *atlas, size_t run)
{
	const struct atlas_run *own = &atlas->runs[run];
	char started[ISO_TIME_LENGTH];

	format_iso_time(own->started_s, started);
	return file_path("run %.8s of %s%s%s%s: %zu figure%s, by bpftax %s", own->id, started,
			 own->label ? " \"" : "", own->label ? own->label : "",
			 own->label ? "\"" : "", own->figures, own->figures == 1 ? "" : "s",
			 own->version);
}

char *atlas_tools_sentence(const struct atlas *atlas, size_t first)
{
	size_t end = atlas_family_end(atlas, first);
	const struct atlas_tools *tools = NULL;

	for (size_t k = first; k < end; k++)
		if (atlas->kernels[k].tools.agent || atlas->kernels[k].tools.qemu)
			tools = &atlas->kernels[k].tools;
	if (!tools)
		return strdup("");
	return file_path("QEMU %s, agent %.8s", tools->qemu ? tools->qemu : "unknown",
			 tools->agent ? tools->agent : "unknown");
}
