// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_figures.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "cli/report/gnuplot.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "page/figure_files.h"

/* "." and ".." alone; 0 too when there is no such directory. */
static int check_empty(const char *directory, struct error *err)
{
	struct dirent **entries = NULL;
	int count = scandir(directory, &entries, NULL, NULL);

	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	if (count > 2)
		return error_set(err, ERROR_USAGE, EEXIST,
				 "--figures: '%s' is not empty; name another directory, or remove "
				 "it",
				 directory);
	if (count < 0 && errno != ENOENT)
		return error_errno(err, ERROR_USAGE, errno, "--figures: '%s'", directory);
	return 0;
}

static int write_text(const char *directory, const char *name, const char *ending, const char *text,
		      struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/%s.%s", directory, name, ending);

	if (!path)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot write the figures");
	return file_write_atomically(path, text, strlen(text), err);
}

static int draw(const char *directory, const struct figure_file *file, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/%s.svg", directory, file->name);

	if (!path)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot draw the figures");
	return gnuplot_draw(file->script, strlen(file->script), file->name, file->title, directory,
			    path, err);
}

static int write_figure(const char *directory, const struct figure_file *file, struct error *err)
{
	int code = write_text(directory, file->name, "tsv", file->data, err);

	if (code == 0)
		code = write_text(directory, file->name, "gp", file->script, err);
	return code < 0 ? code : draw(directory, file, err);
}

/* In a directory beside it, which takes its name when it is whole. */
static int write_beside(const struct figure_files *files, const char *directory, struct error *err)
{
	CLEANUP_FREE char *partial = file_path("%s.XXXXXX", directory);
	int code = 0;

	if (!partial || !mkdtemp(partial))
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make '%s'", directory);
	for (size_t i = 0; i < files->count && code == 0; i++)
		code = write_figure(partial, &files->files[i], err);
	if (code == 0 && (chmod(partial, 0755) < 0 || rename(partial, directory) < 0))
		code = error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make '%s'", directory);
	if (code < 0)
		file_remove_tree(partial);
	return code;
}

/* "figures/" and "figures" are one. */
static char *without_slashes(const char *directory)
{
	char *path = strdup(directory);

	for (size_t length = path ? strlen(path) : 0; length > 1 && path[length - 1] == '/';)
		path[--length] = '\0';
	return path;
}

int report_figures_write(const struct run_report *run, const char *directory, struct error *err)
{
	CLEANUP_FREE char *path = without_slashes(directory);
	struct figure_files files = { 0 };
	int code = path ? check_empty(path, err)
			: error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot make figures");

	if (code == 0 && figure_files_build(run, &files) < 0)
		code = error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot make the figures");
	if (code == 0 && files.count == 0)
		code = error_set(err, ERROR_USAGE, ENODATA,
				 "--figures: nothing of this run was measured, so there is nothing "
				 "to draw");
	if (code == 0)
		code = write_beside(&files, path, err);
	figure_files_release(&files);
	return code;
}
