// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/study.h"
#include "common/text.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void word_list_clear(struct word_list *list)
{
	text_words_free(list->words, list->count);
	*list = (struct word_list){};
}

bool word_list_has(const struct word_list *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->words[i], word))
			return true;
	return false;
}

const char *study_kernel(const struct study *study)
{
	return study->kernels.words[0];
}

const char *study_architecture(const struct study *study)
{
	return study->architectures.count ? study->architectures.words[0] : architecture_name_own();
}

size_t study_architecture_count(const struct study *study)
{
	return study->architectures.count ? study->architectures.count : 1;
}

const char *study_architecture_at(const struct study *study, size_t index)
{
	return study->architectures.count ? study->architectures.words[index]
					  : study_architecture(study);
}

size_t study_program_count(const struct study *study)
{
	const struct word_list *programs = &study->programs;

	return programs->count == 1 && !strcmp(programs->words[0], "none") ? 0 : programs->count;
}

/* As it was asked for: by the list of timings of which this cell has one, or by itself. */
const char *study_counting_word(const struct study *study)
{
	return study->timings.count ? "timing counted" : "exact";
}

bool study_hooks(const struct study *study, enum hook_kind kind)
{
	for (size_t i = 0; i < study->mechanisms.count; i++) {
		const struct mechanism_name *known =
		    mechanism_name_find(study->mechanisms.words[i]);

		if (known && known->hook == kind)
			return true;
	}
	return false;
}
