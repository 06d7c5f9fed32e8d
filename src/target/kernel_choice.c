// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_choice.h"
#include "target/kernel_name.h"
#include "target/kernel_package.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void kernel_choices_clear(struct kernel_choices *choices)
{
	text_words_free(choices->items, choices->count);
	*choices = (struct kernel_choices){ 0 };
}

/* Takes the word, which may be NULL: no memory. */
static int choice_add(struct kernel_choices *choices, char *word)
{
	char **larger =
	    word ? reallocarray(choices->items, choices->count + 1, sizeof(*larger)) : NULL;

	if (!larger) {
		free(word);
		return -ENOMEM;
	}
	choices->items = larger;
	larger[choices->count++] = word;
	return 0;
}

/* An earlier bpftax kept packages under a name that was not their series'. */
static bool is_of_its_name(const struct kernel_package *package)
{
	struct kernel_name name;

	return !kernel_name_parse(package->name, &name) &&
	       kernel_version_is_of(package->version, name.series);
}

/* From the list's end, as it has the newest series first; each name's first is its newest. */
static int newest_collect(const struct kernel_package *packages, size_t count, const char *pattern,
			  struct kernel_choices *choices)
{
	int r = 0;

	for (size_t i = count; i > 0 && !r; i--) {
		const struct kernel_package *package = &packages[i - 1];
		bool first = i == 1 || strcmp(packages[i - 2].name, package->name) != 0 ||
			     !is_of_its_name(&packages[i - 2]);

		if (first && is_of_its_name(package) && kernel_name_matches(pattern, package->name))
			r = choice_add(choices,
				       file_path("%s=%s", package->name, package->version));
	}
	return r;
}

/* With the architecture where it is not this machine's. */
static int nothing_matches(const struct architecture *architecture, const char *pattern,
			   struct error *err)
{
	bool own = !strcmp(architecture->name, architecture_name_own());
	const char *option = own ? "" : "--arch ", *name = own ? "" : architecture->name;
	const char *space = own ? "" : " ";

	return error_set(err, ERROR_USAGE, ENOENT,
			 "no kernel that has been fetched%s%s matches '%s': 'bpftax kernel fetch "
			 "%s%s%s'%s'' gets those of the archive, 'bpftax kernel list%s%s%s' shows "
			 "what is there",
			 own ? "" : " for ", name, pattern, option, name, space, pattern,
			 own ? "" : " ", option, name);
}

static int pattern_fetched(const struct architecture *architecture, const char *pattern,
			   struct kernel_choices *choices, struct error *err)
{
	struct kernel_package *packages = NULL;
	size_t count = 0;
	int r = kernel_package_list(architecture, NULL, &packages, &count, err);

	if (r < 0)
		return r;
	r = newest_collect(packages, count, pattern, choices);
	kernel_packages_free(packages, count);
	if (r < 0)
		return out_of_memory(err);
	return choices->count ? 0 : nothing_matches(architecture, pattern, err);
}

int kernel_choices_fetched(const struct architecture *architecture, const char *word,
			   struct kernel_choices *ret_choices, struct error *err)
{
	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
	int r;

	if (kernel_name_is_pattern(word))
		r = pattern_fetched(architecture, word, &choices, err);
	else
		r = choice_add(&choices, strdup(word)) ? out_of_memory(err) : 0;
	if (r < 0)
		return r;
	*ret_choices = choices;
	choices = (struct kernel_choices){ 0 };
	return 0;
}
