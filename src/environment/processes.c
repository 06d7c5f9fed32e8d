// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/processes.h"
#include "environment/root_file.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

struct search {
	const char *root;
	bool (*holds)(const struct process_descriptor *descriptor, void *context);
	void *context;
};

static void cleanup_directory(DIR **directory)
{
	if (*directory)
		closedir(*directory);
}

#define CLEANUP_DIRECTORY CLEANUP(cleanup_directory)

static DIR *directory_open(const char *root, const char *pid, const char *below)
{
	CLEANUP_FREE char *path = file_path("%s/proc/%s%s", root, pid, below);

	return path ? opendir(path) : NULL;
}

static bool descriptor_is_it(const struct search *search, const char *pid, const char *number)
{
	CLEANUP_FREE char *path = file_path("%s/proc/%s/fd/%s", search->root, pid, number);
	char target[PATH_MAX];
	ssize_t length = path ? readlink(path, target, sizeof(target) - 1) : -1;
	struct process_descriptor descriptor = { search->root, pid, number, target };

	if (length < 0)
		return false;
	target[length] = '\0';
	return search->holds(&descriptor, search->context);
}

static bool process_is_it(const struct search *search, const char *pid)
{
	CLEANUP_DIRECTORY DIR *descriptors = directory_open(search->root, pid, "/fd");
	const struct dirent *entry;

	while (descriptors && (entry = readdir(descriptors)))
		if (descriptor_is_it(search, pid, entry->d_name))
			return true;
	return false;
}

/* This process knows what it holds itself. */
static bool is_other(const char *root, const char *name)
{
	return isdigit((unsigned char)*name) && (*root || atoi(name) != getpid());
}

static json_t *process_name(const char *root, const char *pid)
{
	CLEANUP_FREE char *command = root_file_line(root, "/proc/%s/comm", pid);

	return json_sprintf("process %s (%s)", pid, command ? command : "?");
}

json_t *processes_that_hold(const char *root,
			    bool (*holds)(const struct process_descriptor *descriptor,
					  void *context),
			    void *context)
{
	const struct search search = { root, holds, context };
	CLEANUP_DIRECTORY DIR *processes = directory_open(root, "", "");
	json_t *found = json_array();
	const struct dirent *entry;

	while (processes && (entry = readdir(processes)))
		if (is_other(root, entry->d_name) && process_is_it(&search, entry->d_name))
			json_array_append_new(found, process_name(root, entry->d_name));
	return found;
}
