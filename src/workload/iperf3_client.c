// SPDX-License-Identifier: GPL-2.0-or-later
#include "workload/iperf3_client.h"
#include "common/cleanup.h"
#include "common/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define ARGUMENTS_MAX 24
/* Beyond what it is to send: to connect, and to hear the server's figures. */
#define PATIENCE_S 60

struct client_arguments {
	char port[16], parallel[16], length[16], seconds[16];
	const char *argv[ARGUMENTS_MAX];
};

/* As in the original: iperf3 -c localhost -p 62229 -u -P 8 -b 1G -l 64. */
static void arguments_build(struct client_arguments *arguments, const struct study *study,
			    unsigned int port, unsigned int seconds, bool json)
{
	const char *argv[] = { "iperf3",
			       "-4",
			       "-c",
			       "127.0.0.1",
			       "-p",
			       arguments->port,
			       "-u",
			       "-P",
			       arguments->parallel,
			       "-b",
			       study->settings.bitrate,
			       "-l",
			       arguments->length,
			       "-t",
			       arguments->seconds,
			       "-i",
			       "0",
			       "--udp-counters-64bit",
			       json ? "--json" : NULL,
			       NULL };

	snprintf(arguments->port, sizeof(arguments->port), "%u", port);
	snprintf(arguments->parallel, sizeof(arguments->parallel), "%u", study->settings.parallel);
	snprintf(arguments->length, sizeof(arguments->length), "%u",
		 study->settings.datagram_bytes);
	snprintf(arguments->seconds, sizeof(arguments->seconds), "%u", seconds);
	memcpy(arguments->argv, argv, sizeof(argv));
}

static int not_started(int code, struct error *err)
{
	if (code == -ENOENT)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT,
				 "iperf3 is not installed here: install it (apt-get install "
				 "iperf3), or measure with --client guest");
	return code;
}

static struct process_options options_for(const struct client_arguments *arguments,
					  const struct iperf3_place *place)
{
	return (struct process_options){ .argv = arguments->argv,
					 .cpus = CPU_COUNT(&place->cpus) ? &place->cpus : NULL,
					 .die_with_parent = true,
					 .new_session = true };
}

int iperf3_client_start(struct iperf3_client *client, const struct study *study,
			const struct iperf3_place *place, struct error *err)
{
	struct client_arguments arguments;
	struct process_options options = options_for(&arguments, place);

	arguments_build(&arguments, study, place->port, 86400, false);
	return not_started(process_start(&options, &client->pid, err), err);
}

void iperf3_client_freeze(const struct iperf3_client *client)
{
	if (client->pid > 0)
		kill(client->pid, SIGSTOP);
}

void iperf3_client_thaw(const struct iperf3_client *client)
{
	if (client->pid > 0)
		kill(client->pid, SIGCONT);
}

int iperf3_client_check(struct iperf3_client *client, struct error *err)
{
	int status;

	if (client->pid <= 0 || !process_ended(client->pid, &status))
		return 0;
	client->pid = 0;
	return error_set(err, ERROR_ENVIRONMENT, EREMOTEIO,
			 "iperf3's client on this machine ended (%s %d)",
			 status > 128 ? "signal" : "status", status > 128 ? status - 128 : status);
}

int iperf3_client_cpu_ns(const struct iperf3_client *client, double *ret_ns)
{
	struct timespec time;
	clockid_t clock;

	if (client->pid <= 0 || clock_getcpuclockid(client->pid, &clock) ||
	    clock_gettime(clock, &time) < 0)
		return -ESRCH;
	*ret_ns = (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
	return 0;
}

void iperf3_client_stop(struct iperf3_client *client)
{
	if (client->pid <= 0)
		return;
	kill(client->pid, SIGCONT);
	process_stop(client->pid, 200);
	client->pid = 0;
}

int iperf3_client_run(const struct study *study, const struct iperf3_place *place,
		      unsigned int seconds, bool (*stopping)(void *context), void *context,
		      struct iperf3_run *ret_run, struct error *err)
{
	struct client_arguments arguments;
	struct process_options options = options_for(&arguments, place);
	struct process_output output = {};
	int ran;

	arguments_build(&arguments, study, place->port, seconds, true);
	options.stopping = stopping;
	options.stopping_context = context;
	options.limit_s = seconds + PATIENCE_S;
	ran = process_capture(&options, &output, err);
	if (ran < 0)
		return not_started(ran, err);
	*ret_run = (struct iperf3_run){ take_pointer(output.text), output.cpu_ns, output.wait_ns };
	process_output_clear(&output);
	return 0;
}
