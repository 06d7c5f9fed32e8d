// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/report/report_commands.h"

#include <signal.h>
#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "common/file.h"
#include "store/transfer.h"

static int cannot_write(const char *path, struct error *err)
{
	return error_errno(err, ERROR_ENVIRONMENT, errno ? errno : EIO, "cannot write '%s'", path);
}

static int write_and_close(struct store *store, const char *id, FILE *out, const char *path,
			   struct error *err)
{
	int code = store_run_export(store, id, out, err);
	bool failed = ferror(out);

	failed |= fflush(out) != 0 || fsync(fileno(out)) < 0;
	failed |= fclose(out) != 0;
	return code < 0 ? code : failed ? cannot_write(path, err) : 0;
}

/* Beside the file and renamed: there is the whole of it or nothing. */
static int export_to_file(struct store *store, const char *id, const char *path, struct error *err)
{
	CLEANUP_FREE char *partial = file_path("%s.partial", path);
	FILE *out = partial ? fopen(partial, "we") : NULL;
	int code;

	if (!out)
		return cannot_write(path, err);
	code = write_and_close(store, id, out, path, err);
	if (code == 0 && rename(partial, path) < 0)
		code = cannot_write(path, err);
	if (code < 0)
		unlink(partial);
	return code;
}

/* A reader that closed the pipe is no error. */
static int export_to_stdout(struct store *store, const char *id, struct error *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	int code;

	sigaction(SIGPIPE, &ignore, NULL);
	code = store_run_export(store, id, stdout, err);
	if (code < 0)
		return code;
	if ((fflush(stdout) != 0 || ferror(stdout)) && !stdout_is_closed_pipe()) {
		clearerr(stdout); /* it is told once, by this error */
		return cannot_write("standard output", err);
	}
	return 0;
}

static int export_run(const struct reading *options, const char *prefix, struct error *err)
{
	CLEANUP_STORE struct store *store = NULL;
	char id[RUN_ID_LENGTH + 1];
	int code = store_open_option(options, &store, err);

	if (code == 0)
		code = store_run_find(store, prefix, id, err);
	if (code < 0)
		return code;
	return options->output ? export_to_file(store, id, options->output, err)
			       : export_to_stdout(store, id, err);
}

int cmd_export(const struct reading *options, int argc, char **argv)
{
	struct error err = { 0 };

	return export_run(options, argc ? argv[0] : NULL, &err) < 0 ? fail_with(&err) : 0;
}
