// SPDX-License-Identifier: GPL-2.0-or-later
/* Why cells of an atlas have no number. */
#include "words/atlas_words.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"

#include <errno.h>
#include <string.h>

/* What is said of one reason: who has it, on which kernels. */
struct reason {
	char *text; /* without the kernel's release */
	struct text_buffer mechanisms, kernels;
};

struct reasons {
	struct reason *list;
	size_t count;
};

static void reasons_release(struct reasons *reasons)
{
	for (size_t i = 0; i < reasons->count; i++) {
		free(reasons->list[i].text);
		text_buffer_release(&reasons->list[i].mechanisms);
		text_buffer_release(&reasons->list[i].kernels);
	}
	free(reasons->list);
}

/* "CONFIG_X is not set in this kernel": the same on every kernel that lacks it. */
static char *reason_text(const char *reason, const char *release)
{
	const char *at = *release ? strstr(reason, release) : NULL;

	return at ? file_path("%.*sthis kernel%s", (int)(at - reason), reason, at + strlen(release))
		  : strdup(reason);
}

/* Takes the text over, which may be NULL: no memory. */
static struct reason *reason_find(struct reasons *reasons, char *text)
{
	CLEANUP_FREE char *taken = text;
	struct reason *larger;

	for (size_t i = 0; text && i < reasons->count; i++)
		if (!strcmp(reasons->list[i].text, text))
			return &reasons->list[i];
	if (!text)
		return NULL;
	larger = reallocarray(reasons->list, reasons->count + 1, sizeof(*larger));
	if (!larger)
		return NULL;
	reasons->list = larger;
	larger[reasons->count] = (struct reason){ .text = take_pointer(taken) };
	return &larger[reasons->count++];
}

/* Rows come by program and mechanism, so that what is there already may have been added before. */
static bool is_added(const struct text_buffer *words, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text_buffer_get(words); (at = strstr(at, word)); at += length)
		if ((at == text_buffer_get(words) || at[-1] == ' ') &&
		    (!at[length] || at[length] == ','))
			return true;
	return false;
}

static void word_add(struct text_buffer *words, const char *word)
{
	if (!is_added(words, word))
		text_buffer_add_word(words, ", ", word);
}

static int figure_add(struct reasons *reasons, const struct atlas *atlas, size_t row, size_t kernel)
{
	const struct atlas_figure *figure = atlas_figure_at(atlas, row, kernel);
	char heading[ATLAS_TEXT_SIZE];
	struct reason *reason;

	if (!figure || !figure->reason)
		return 0;
	reason = reason_find(reasons, reason_text(figure->reason, atlas->kernels[kernel].release));
	if (!reason)
		return -ENOMEM;
	atlas_heading(heading, atlas, kernel);
	word_add(&reason->mechanisms, atlas->rows[row].mechanism);
	word_add(&reason->kernels, heading);
	return 0;
}

static int lines_make(const struct reasons *reasons, char ***ret_lines)
{
	char **lines = calloc(reasons->count + 1, sizeof(*lines));

	for (size_t i = 0; lines && i < reasons->count; i++) {
		const struct reason *reason = &reasons->list[i];
		CLEANUP(text_buffer_release) struct text_buffer line = { 0 };

		text_buffer_add(&line, "%s (%s): %s", text_buffer_get(&reason->mechanisms),
				text_buffer_get(&reason->kernels), reason->text);
		lines[i] = text_buffer_take(&line);
		if (!lines[i]) {
			text_words_free(lines, i);
			return -ENOMEM;
		}
	}
	*ret_lines = lines;
	return lines ? 0 : -ENOMEM;
}

int atlas_reasons(const struct atlas *atlas, size_t first, char ***ret_lines, size_t *ret_count)
{
	CLEANUP(reasons_release) struct reasons reasons = { 0 };
	size_t end = atlas_family_end(atlas, first);
	int code = 0;

	for (size_t k = first; k < end; k++)
		for (size_t row = 0; row < atlas->row_count && !code; row++)
			code = figure_add(&reasons, atlas, row, k);
	if (!code)
		code = lines_make(&reasons, ret_lines);
	if (!code)
		*ret_count = reasons.count;
	return code;
}
