// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/process.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Above every number that a child asks for, so that moving one does not overwrite another. */
#define FD_ASIDE 64
/* For a child that has to end before it wants to. */
#define STOP_GRACE_MS 500

static void child_signals_reset(void)
{
	sigset_t none;

	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Moves the wanted descriptors aside, then to their numbers, and closes all others at exec. */
static int child_fds_arrange(const struct process_options *options, int *report_fd)
{
	int aside[options->fds_count + 1];
	int null = open("/dev/null", O_RDWR);

	*report_fd = fcntl(*report_fd, F_DUPFD_CLOEXEC, FD_ASIDE);
	null = fcntl(null, F_DUPFD_CLOEXEC, FD_ASIDE);
	if (*report_fd < 0 || null < 0)
		return -errno;
	for (size_t i = 0; i < options->fds_count; i++) {
		aside[i] = fcntl(options->fds[i].parent, F_DUPFD_CLOEXEC, FD_ASIDE);
		if (aside[i] < 0)
			return -errno;
	}
	close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
	for (int fd = 0; fd <= 2; fd++)
		if (dup2(null, fd) < 0)
			return -errno;
	for (size_t i = 0; i < options->fds_count; i++)
		if (dup2(aside[i], options->fds[i].child) < 0)
			return -errno;
	return 0;
}

static int child_prepare(const struct process_options *options, pid_t parent, int *report_fd)
{
	child_signals_reset();
	if (options->new_session)
		setsid();
	if (options->die_with_parent) {
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
			return -errno;
		/* It may have died before that took effect. */
		if (getppid() != parent)
			return -ESRCH;
	}
	if (options->cpus && sched_setaffinity(0, sizeof(*options->cpus), options->cpus) < 0)
		return -errno;
	for (size_t i = 0; options->environment && options->environment[i]; i++)
		putenv((char *)options->environment[i]);
	if (options->directory && chdir(options->directory) < 0)
		return -errno;
	return child_fds_arrange(options, report_fd);
}

static void __attribute__((noreturn))
child_run(const struct process_options *options, pid_t parent, int report_fd)
{
	int code = -child_prepare(options, parent, &report_fd);

	if (!code) {
		execvp(options->argv[0], (char *const *)options->argv);
		code = errno;
	}
	if (write(report_fd, &code, sizeof(code)) < 0)
		_exit(126);
	_exit(127);
}

int process_start(const struct process_options *options, pid_t *ret_pid, struct error *err)
{
	CLEANUP_CLOSE int report_read = -1, report_write = -1;
	pid_t parent = getpid();
	int report[2], code;
	pid_t pid;

	if (pipe2(report, O_CLOEXEC) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make a pipe");
	report_read = report[0];
	report_write = report[1];
	pid = fork();
	if (pid < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot start a process");
	if (!pid)
		child_run(options, parent, report_write);
	close(report_write);
	report_write = -1;
	if (read(report_read, &code, sizeof(code)) == sizeof(code)) {
		waitpid(pid, NULL, 0);
		return error_errno(err, ERROR_ENVIRONMENT, code, "cannot run '%s'",
				   options->argv[0]);
	}
	*ret_pid = pid;
	return 0;
}

static int status_plain(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool process_ended(pid_t pid, int *ret_status)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return false;
	if (ret_status)
		*ret_status = status_plain(status);
	return true;
}

bool process_wait(pid_t pid, unsigned int limit_ms)
{
	uint64_t deadline_ns = deadline_after_ms(limit_ms);

	while (!process_ended(pid, NULL)) {
		if (!deadline_left_ms(deadline_ns))
			return false;
		poll(NULL, 0, 5);
	}
	return true;
}

void process_stop(pid_t pid, unsigned int grace_ms)
{
	if (pid <= 0)
		return;
	kill(pid, SIGTERM);
	if (process_wait(pid, grace_ms))
		return;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static int interrupted(struct error *err)
{
	return error_set(err, ERROR_RESULT, EINTR, "interrupted");
}

static int over_limit(const struct process_options *options, struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT,
			 "'%s' did not end within %u s, and was killed", options->argv[0],
			 options->limit_s);
}

static bool is_stopping(const struct process_options *options)
{
	return options->stopping && options->stopping(options->stopping_context);
}

/* Whether it has ended; it can still be asked what it had of the CPUs. */
static bool child_is_over(pid_t pid)
{
	siginfo_t info = { .si_pid = 0 };

	return !waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid;
}

static void child_times(pid_t pid, struct process_output *output)
{
	CLEANUP_FREE char *path = file_path("/proc/%d/schedstat", pid);
	CLEANUP_FREE char *text = NULL;

	output->cpu_ns = output->wait_ns = NAN;
	if (path && file_read(path, &text, NULL, NULL) == 0 &&
	    sscanf(text, "%lf %lf", &output->cpu_ns, &output->wait_ns) != 2)
		output->cpu_ns = output->wait_ns = NAN;
}

static void child_reap(pid_t pid, struct process_output *output)
{
	int status = 0;

	child_times(pid, output);
	waitpid(pid, &status, 0);
	output->status = status_plain(status);
}

/* Waits for the end by asking often; the first asks come quickly, as most children are short. */
static int child_wait(const struct process_options *options, pid_t pid,
		      struct process_output *output, struct error *err)
{
	uint64_t deadline_ns = deadline_after_ms(1000 * options->limit_s);
	int pause_ms = 1;

	while (!child_is_over(pid)) {
		if (is_stopping(options)) {
			process_stop(pid, STOP_GRACE_MS);
			return interrupted(err);
		}
		if (options->limit_s && !deadline_left_ms(deadline_ns)) {
			process_stop(pid, STOP_GRACE_MS);
			return over_limit(options, err);
		}
		poll(NULL, 0, pause_ms);
		if (pause_ms < 50)
			pause_ms *= 2;
	}
	child_reap(pid, output);
	/* A Ctrl-C may have ended the child before we saw it. */
	return output->status && is_stopping(options) ? interrupted(err) : 0;
}

/*
 * The child writes into two files in memory: no pipe can fill up, so nothing must be drained
 * meanwhile.  Nobody reads them but who waits for it, so that it dies with that.
 */
int process_capture(const struct process_options *options, struct process_output *ret_output,
		    struct error *err)
{
	CLEANUP_CLOSE int text = memfd_create("stdout", MFD_CLOEXEC);
	CLEANUP_CLOSE int errors = memfd_create("stderr", MFD_CLOEXEC);
	CLEANUP_FREE struct process_fd *fds = calloc(options->fds_count + 2, sizeof(*fds));
	struct process_options quiet = *options;
	struct process_output output = { 0 };
	pid_t pid = 0;
	int r;

	if (text < 0 || errors < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot make a file in memory");
	if (!fds)
		return error_errno(err, ERROR_ENVIRONMENT, ENOMEM, "cannot start '%s'",
				   options->argv[0]);
	if (options->fds_count)
		memcpy(fds, options->fds, options->fds_count * sizeof(*fds));
	fds[options->fds_count] = (struct process_fd){ text, 1 };
	fds[options->fds_count + 1] = (struct process_fd){ errors, 2 };
	quiet.fds = fds;
	quiet.fds_count = options->fds_count + 2;
	quiet.die_with_parent = true;
	r = process_start(&quiet, &pid, err);
	if (r < 0)
		return r;
	r = child_wait(options, pid, &output, err);
	if (r < 0)
		return r;
	r = file_read_fd(text, &output.text, NULL, err);
	if (!r)
		r = file_read_fd(errors, &output.errors, NULL, err);
	if (r < 0)
		process_output_clear(&output);
	else
		*ret_output = output;
	return r;
}

void process_output_clear(struct process_output *output)
{
	free(output->text);
	free(output->errors);
	*output = (struct process_output){ 0 };
}
