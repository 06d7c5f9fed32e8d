// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_tree.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As few as git ever abbreviates to. */
#define COMMIT_DIGITS_LEAST 7

void kernel_tree_clear(struct kernel_tree *tree)
{
	free(tree->directory);
	free(tree->image);
	free(tree->config);
	free(tree->modules);
	free(tree->revision);
	*tree = (struct kernel_tree){ 0 };
}

/* Where its sources are: of a build elsewhere (make O=) behind a link. */
static char *sources_of(const char *directory)
{
	char *source = file_path("%s/source", directory);

	if (source && access(source, F_OK) == 0)
		return source;
	free(source);
	return strdup(directory);
}

/* What git prints, without its newline; NULL when it does not know, or there is no git. */
static char *git_say(const char *directory, const char *const *argv)
{
	CLEANUP(process_output_clear) struct process_output output = { 0 };
	const struct process_options options = { .argv = argv, .directory = directory };

	if (process_capture(&options, &output, NULL) < 0 || output.status)
		return NULL;
	output.text[strcspn(output.text, "\n")] = '\0';
	return take_pointer(output.text);
}

/* A tree that lies unpacked in somebody else's repository is none of its commits. */
static bool is_repository(const char *sources)
{
	static const char *const argv[] = { "git", "rev-parse", "--show-prefix", NULL };
	CLEANUP_FREE char *prefix = git_say(sources, argv);

	return prefix && !*prefix;
}

static void revision_find(struct kernel_tree *tree)
{
	static const char *const head[] = { "git", "rev-parse", "--short=12", "HEAD", NULL };
	static const char *const changes[] = { "git", "status", "--porcelain",
					       "--untracked-files=no", NULL };
	CLEANUP_FREE char *sources = sources_of(tree->directory);
	CLEANUP_FREE char *changed = NULL;

	if (!sources || !is_repository(sources))
		return;
	tree->revision = git_say(sources, head);
	changed = tree->revision ? git_say(sources, changes) : NULL;
	tree->modified = changed && *changed;
}

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int refuse(const char *directory, const char *image, struct error *err)
{
	CLEANUP_FREE char *kconfig = file_path("%s/Kconfig", directory);
	CLEANUP_FREE char *config = file_path("%s/.config", directory);

	if (kconfig && config && access(kconfig, F_OK) && access(config, F_OK))
		return error_set(err, ERROR_USAGE, ENOENT,
				 "'%s' is a directory, but no build tree of Linux: it has no "
				 "Kconfig and no .config",
				 directory);
	return error_set(err, ERROR_USAGE, ENOENT,
			 "nothing to boot was built in '%s': it has no %s (`make %s` makes it)",
			 directory, image, strrchr(image, '/') + 1);
}

/* NULL where there is no such file. */
static char *path_if_there(const char *directory, const char *name)
{
	char *path = file_path("%s/%s", directory, name);

	if (path && access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static int parts_find(const char *image, struct kernel_tree *tree, struct error *err)
{
	CLEANUP_FREE char *order = NULL;

	tree->image = path_if_there(tree->directory, image);
	if (!tree->image)
		return refuse(tree->directory, image, err);
	tree->config = path_if_there(tree->directory, ".config");
	order = path_if_there(tree->directory, "modules.order");
	if (order)
		tree->modules = strdup(tree->directory);
	return order && !tree->modules ? out_of_memory(err) : 0;
}

/* The hexadecimal digits behind the last "-g" that has enough of them; NULL: none. */
static const char *release_commit(const char *release, size_t *ret_length)
{
	const char *found = NULL;

	for (const char *at = strstr(release, "-g"); at; at = strstr(at + 2, "-g")) {
		size_t length = strspn(at + 2, "0123456789abcdef");

		if (length < COMMIT_DIGITS_LEAST)
			continue;
		found = at + 2;
		*ret_length = length;
	}
	return found;
}

bool kernel_tree_release_fits(const char *release, const char *revision)
{
	size_t length = 0, known = strlen(revision);
	const char *commit = release_commit(release, &length);

	return !commit || !strncmp(commit, revision, length < known ? length : known);
}

int kernel_tree_open(const char *directory, const char *image, struct kernel_tree *ret_tree,
		     struct error *err)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	int r;

	tree.directory = realpath(directory, NULL);
	if (!tree.directory)
		return error_errno(err, ERROR_USAGE, errno, "cannot read the kernel '%s'",
				   directory);
	r = parts_find(image, &tree, err);
	if (r < 0)
		return r;
	revision_find(&tree);
	*ret_tree = tree;
	tree = (struct kernel_tree){ 0 };
	return 0;
}
