// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/apart.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

/* How it ends is to be seen from outside, whoever handles these in the process that it copies. */
static void limit_put(unsigned int cpu_s)
{
	static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU };
	struct rlimit no_core = { 0, 0 }, cpu = { cpu_s, RLIM_INFINITY };

	for (size_t i = 0; i < sizeof(deadly) / sizeof(*deadly); i++)
		signal(deadly[i], SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &no_core);
	if (cpu_s)
		setrlimit(RLIMIT_CPU, &cpu);
}

static void __attribute__((noreturn)) answer(int say, json_t *(*deed)(void *context), void *context)
{
	json_t *reply = deed(context);

	_exit(reply && !json_dumpfd(reply, say, JSON_COMPACT) ? 0 : 1);
}

json_t *apart_run_limited(json_t *(*deed)(void *context), void *context, unsigned int cpu_s,
			  int *ret_end)
{
	json_t *reply;
	int ends[2];
	pid_t pid;

	*ret_end = APART_NOT_BEGUN;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return NULL;
	pid = fork();
	if (!pid) {
		limit_put(cpu_s);
		answer(ends[1], deed, context);
	}
	close(ends[1]);
	reply = pid < 0 ? NULL : json_loadfd(ends[0], 0, NULL);
	close(ends[0]);
	if (pid > 0)
		waitpid(pid, ret_end, 0);
	return reply;
}

json_t *apart_run(json_t *(*deed)(void *context), void *context)
{
	int ignored;

	return apart_run_limited(deed, context, 0, &ignored);
}

void apart_end_say(int end, char *ret_text, size_t size)
{
	const char *signal = WIFSIGNALED(end) ? sigabbrev_np(WTERMSIG(end)) : NULL;

	if (signal)
		snprintf(ret_text, size, "SIG%s", signal);
	else
		snprintf(ret_text, size, "status %d", WIFEXITED(end) ? WEXITSTATUS(end) : end);
}
