// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/stop_signals.h"

#include <errno.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void stop_set(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
}

int stop_signals_catch(struct stop_signals *ret_signals, struct error *err)
{
	struct stop_signals signals = { .fd = -1 };
	sigset_t set;

	stop_set(&set);
	signals.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals.fd < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot listen for signals");
	sigprocmask(SIG_BLOCK, &set, &signals.before);
	*ret_signals = signals;
	return 0;
}

unsigned int stop_signals_count(struct stop_signals *signals)
{
	struct signalfd_siginfo info;

	while (read(signals->fd, &info, sizeof(info)) == sizeof(info))
		signals->count++;
	return signals->count;
}

/* What is still pending was meant for the run, which has ended: it is swallowed. */
void stop_signals_release(struct stop_signals *signals)
{
	stop_signals_count(signals);
	close(signals->fd);
	sigprocmask(SIG_SETMASK, &signals->before, NULL);
}
