// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/kernels_expand.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "study/kernel_word.h"
#include "target/kernel_choice.h"
#include "target/kernel_name.h"
#include "target/kernel_package.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Patterns are of each architecture what has been fetched for it. */
struct expansion {
	const struct word_list *given; /* what was typed: a pattern brings nothing that it has */
	struct word_list words;
	bool several; /* architectures: what a pattern brings is named as one's own */
};

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
		     const char *name)
{
	for (size_t i = 0; i < kernels->count; i++) {
		const char *word = kernels->words[i];
		CLEANUP_FREE char *plain = kernel_word_plain(word);

		if (plain && !kernel_name_is_pattern(plain) &&
		    kernel_word_is_for(word, architecture->name) &&
		    is_same_package(architecture, plain, name))
			return true;
	}
	return false;
}

/* Takes the word, which may be NULL: no memory. */
static int word_add(struct word_list *list, char *word)
{
	char **words = word ? reallocarray(list->words, list->count + 1, sizeof(*words)) : NULL;

	if (!words) {
		free(word);
		return -ENOMEM;
	}
	list->words = words;
	words[list->count++] = word;
	return 0;
}

static int choice_add(struct expansion *expansion, const struct architecture *architecture,
		      const char *choice)
{
	if (is_there(architecture, expansion->given, choice) ||
	    is_there(architecture, &expansion->words, choice))
		return 0;
	return word_add(&expansion->words, expansion->several
					       ? kernel_word_of(choice, architecture->name)
					       : strdup(choice));
}

static int pattern_expand(struct expansion *expansion, const struct architecture *architecture,
			  const char *pattern, struct error *err)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
	int r = kernel_choices_fetched(architecture, pattern, &choices, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < choices.count && !r; i++)
		r = choice_add(expansion, architecture, choices.items[i]);
	return r < 0 ? out_of_memory(err) : 0;
}

static int architecture_expand(struct expansion *expansion, const char *name, const char *word,
			       struct error *err)
{
	CLEANUP_FREE char *pattern = kernel_word_plain(word);
	const struct architecture *architecture;
	int r;

	if (!pattern)
		return out_of_memory(err);
	if (!kernel_word_is_for(word, name))
		return 0;
	r = architecture_choose(name, &architecture, err);
	return r < 0 ? r : pattern_expand(expansion, architecture, pattern, err);
}

/* A word that is no pattern is itself; so is one that cells_make() will refuse. */
static int word_expand(struct expansion *expansion, const struct study *study, const char *word,
		       struct error *err)
{
	int r = 0;

	if (!kernel_name_is_pattern(word) || !kernel_word_is_measured(word, study))
		return word_add(&expansion->words, strdup(word)) < 0 ? out_of_memory(err) : 0;
	for (size_t i = 0; i < study_architecture_count(study) && !r; i++)
		r = architecture_expand(expansion, study_architecture_at(study, i), word, err);
	return r;
}

int kernels_expand(struct study *study, struct error *err)
{
	struct expansion expansion = { .given = &study->kernels,
				       .several = study->architectures.count > 1 };
	int r = 0;

	if (!has_pattern(&study->kernels))
		return 0;
	for (size_t i = 0; i < study->kernels.count && !r; i++)
		r = word_expand(&expansion, study, study->kernels.words[i], err);
	if (r < 0) {
		word_list_clear(&expansion.words);
		return r;
	}
	word_list_clear(&study->kernels);
	study->kernels = expansion.words;
	return 0;
}
