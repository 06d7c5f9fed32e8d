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

static bool descriptor_is_it(const struct search *search, const char *root, const char *pid,
			     const char *number)
{
	CLEANUP_FREE char *path = file_path("%s/proc/%s/fd/%s", root, pid, number);
	char target[PATH_MAX];
	ssize_t length = path ? readlink(path, target, sizeof(target) - 1) : -1;
	struct process_descriptor descriptor = { root, pid, number, target };

	if (length < 0)
		return false;
	target[length] = '\0';
	return search->holds(&descriptor, search->context);
}

static bool process_holds(const char *root, const char *pid, void *context)
{
	CLEANUP_DIRECTORY DIR *descriptors = directory_open(root, pid, "/fd");
	const struct dirent *entry;

	while (descriptors && (entry = readdir(descriptors)))
		if (descriptor_is_it(context, root, pid, entry->d_name))
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

json_t *processes_that(const char *root,
		       bool (*is_it)(const char *root, const char *pid, void *context),
		       void *context)
{
	CLEANUP_DIRECTORY DIR *processes = directory_open(root, "", "");
	json_t *found = json_array();
	const struct dirent *entry;

	while (processes && (entry = readdir(processes)))
		if (is_other(root, entry->d_name) && is_it(root, entry->d_name, context))
			json_array_append_new(found, process_name(root, entry->d_name));
	return found;
}

json_t *processes_that_hold(const char *root,
			    bool (*holds)(const struct process_descriptor *descriptor,
					  void *context),
			    void *context)
{
	struct search search = { holds, context };

	return processes_that(root, process_holds, &search);
}
