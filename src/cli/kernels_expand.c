// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/kernels_expand.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "target/kernel_choice.h"
#include "target/kernel_name.h"
#include "target/kernel_package.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static bool has_pattern(const struct word_list *kernels)
{
	for (size_t i = 0; i < kernels->count; i++)
		if (kernel_name_is_pattern(kernels->words[i]))
			return true;
	return false;
}

/* Whether both are one fetched package, by whatever name. */
static bool is_same_package(const struct architecture *architecture, const char *one,
			    const char *other)
{
	CLEANUP_FREE char *directory = NULL, *other_directory = NULL;

	if (!strcmp(one, other))
		return true;
	if (!kernel_name_is(one) || !kernel_name_is(other) ||
	    kernel_package_find(architecture, one, &directory, NULL) < 0 ||
	    kernel_package_find(architecture, other, &other_directory, NULL) < 0)
		return false;
	return !strcmp(directory, other_directory);
}

static bool is_there(const struct architecture *architecture, const struct word_list *kernels,
		     const char *word)
{
	for (size_t i = 0; i < kernels->count; i++)
		if (!kernel_name_is_pattern(kernels->words[i]) &&
		    is_same_package(architecture, kernels->words[i], word))
			return true;
	return false;
}

/* A copy of the word at the end of the list. */
static int word_add(struct word_list *list, const char *word)
{
	char **words = reallocarray(list->words, list->count + 1, sizeof(*words));

	if (!words)
		return -ENOMEM;
	list->words = words;
	words[list->count] = strdup(word);
	return words[list->count] ? (list->count++, 0) : -ENOMEM;
}

/* given: what the user typed, so that a pattern brings nothing that a later word has. */
static int word_expand(const struct architecture *architecture, const struct word_list *given,
		       const char *word, struct word_list *expanded, struct error *err)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
	bool pattern = kernel_name_is_pattern(word);
	int r = kernel_choices_fetched(architecture, word, &choices, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < choices.count && !r; i++) {
		if (pattern && (is_there(architecture, given, choices.items[i]) ||
				is_there(architecture, expanded, choices.items[i])))
			continue;
		r = word_add(expanded, choices.items[i]);
	}
	return r < 0 ? out_of_memory(err) : 0;
}

int kernels_expand(struct study *study, struct error *err)
{
	const struct architecture *architecture;
	struct word_list expanded = { 0 };
	int r = 0;

	if (!has_pattern(&study->kernels))
		return 0;
	r = architecture_choose(study_architecture(study), &architecture, err);
	for (size_t i = 0; i < study->kernels.count && !r; i++)
		r = word_expand(architecture, &study->kernels, study->kernels.words[i], &expanded,
				err);
	if (r < 0) {
		word_list_clear(&expanded);
		return r;
	}
	word_list_clear(&study->kernels);
	study->kernels = expanded;
	return 0;
}
