// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/stranger.h"
#include "agent/attachment.h"
#include "agent/kernel_view.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int attach(const struct treatment *treatment)
{
	struct attachment attachment;
	struct kernel_view view = {};
	struct error err;

	kernel_view_open(&view);
	return attachment_make(&attachment, treatment, &view, &err);
}

static int deed_do(enum stranger_deed deed, const struct treatment *treatment)
{
	int fd;

	if (deed == STRANGER_ATTACHES)
		return attach(treatment);
	fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	return fd < 0 ? fd : 0;
}

/* Whatever it holds goes with it. */
static void __attribute__((noreturn))
live(int say, enum stranger_deed deed, const struct treatment *treatment)
{
	int done;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	done = deed_do(deed, treatment);
	if (write(say, &done, sizeof(done)) != sizeof(done))
		_exit(1);
	for (;;)
		pause();
}

static int word_take(int hear)
{
	int done;

	return read(hear, &done, sizeof(done)) == sizeof(done) ? done : -EPIPE;
}

pid_t stranger_begin(enum stranger_deed deed, const struct treatment *treatment)
{
	int ends[2], done;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid = fork();
	if (!pid)
		live(ends[1], deed, treatment);
	close(ends[1]);
	done = pid < 0 ? -errno : word_take(ends[0]);
	close(ends[0]);
	if (done < 0 && pid > 0)
		stranger_end(&pid);
	return done < 0 ? done : pid;
}

void stranger_end(pid_t *stranger)
{
	if (*stranger <= 0)
		return;
	kill(*stranger, SIGKILL);
	waitpid(*stranger, NULL, 0);
	*stranger = 0;
}
