// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Process 1 of the guest in which the kernel's own benchmark runs, in the agent's place: the same
 * mounts, modules and channel, but other requests.
 *
 *	{"do": "sleep", "seconds": N}		-> {"slept": N}
 *	{"do": "bench", "arguments": [...]}	-> {"status": N, "output": "..."}
 *
 * The benchmark lies where iperf3 lies in a guest that measures a workload.
 */
#include "agent/channel.h"
#include "agent/init.h"
#include "common/cleanup.h"
#include "protocol/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define BENCH_PATH "/bpftax-iperf3"
#define ARGUMENTS_MAX 32

static int arguments_fill(const json_t *list, char *argv[ARGUMENTS_MAX])
{
	size_t i;
	json_t *argument;

	if (json_array_size(list) > ARGUMENTS_MAX - 2)
		return -E2BIG;
	argv[0] = (char *)"bench";
	json_array_foreach (list, i, argument)
		argv[i + 1] = (char *)json_string_value(argument);
	return 0;
}

/* The child's end: both streams go into the pipe, so that a failure's reason comes along. */
static void __attribute__((noreturn)) bench_execute(int out, char **argv)
{
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execv(BENCH_PATH, argv);
	fprintf(stderr, "cannot run the benchmark: %s\n", strerror(errno));
	_exit(127);
}

static char *read_all(int fd)
{
	CLEANUP_FILE FILE *in = fdopen(fd, "r");
	size_t size = 0;
	char *text = NULL;

	/* The benchmark prints no NUL: this reads to the end. */
	if (!in || getdelim(&text, &size, '\0', in) < 0) {
		free(text);
		return strdup("");
	}
	return text;
}

static json_t *bench_wait(pid_t pid, int in)
{
	CLEANUP_FREE char *output = read_all(in);
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return json_pack("{s:i, s:s}", "status",
			 WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), "output",
			 output);
}

static json_t *bench(const json_t *request)
{
	char *argv[ARGUMENTS_MAX] = { NULL };
	int ends[2];
	pid_t pid;

	if (arguments_fill(json_object_get(request, "arguments"), argv) < 0)
		return json_pack("{s:s}", "error", "too many arguments");
	if (pipe2(ends, O_CLOEXEC) < 0)
		return json_pack("{s:s}", "error", strerror(errno));
	pid = fork();
	if (!pid)
		bench_execute(ends[1], argv);
	close(ends[1]);
	return bench_wait(pid, ends[0]);
}

static json_t *answer(const json_t *request)
{
	const char *what = json_string_value(json_object_get(request, "do"));
	json_int_t seconds = json_integer_value(json_object_get(request, "seconds"));

	if (what && !strcmp(what, "bench"))
		return bench(request);
	if (!what || strcmp(what, "sleep"))
		return json_pack("{s:s}", "error", "sleep or bench is meant");
	sleep((unsigned int)seconds);
	return json_pack("{s:I}", "slept", seconds);
}

static void serve(struct channel *channel)
{
	json_t *request;

	channel_send(channel,
		     json_pack("{s:s, s:i}", "hello", PROTOCOL_HELLO, "version", PROTOCOL_VERSION));
	while ((request = channel_receive(channel))) {
		channel_send(channel, answer(request));
		json_decref(request);
	}
}

int main(void)
{
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct channel channel;
	int fd;

	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	init_mount();
	init_load_modules();
	fd = init_open_channel();
	if (fd >= 0 && !channel_open(&channel, fd, fd))
		serve(&channel);
	init_power_off();
}
