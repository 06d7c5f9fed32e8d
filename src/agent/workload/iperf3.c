// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * iperf3: the server always runs here; the client in a second network namespace behind a veth
 * pair (client = guest), or on the coordinator's machine (client = host).
 */
#include "agent/cpu.h"
#include "agent/softirqs.h"
#include "agent/sysfile.h"
#include "agent/workload/iperf3_processes.h"
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

/* What QEMU's user network gives to its first guest; no DHCP client is needed. */
#define USER_NETWORK_ADDRESS "10.0.2.15"
#define USER_NETWORK_DEVICE "eth0"

/* Beside the agent: "/bpftax-iperf3" in a guest. */
static void program_find(struct iperf3 *iperf3)
{
	char self[sizeof(iperf3->program)] = "/init";
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (length > 0)
		self[length] = '\0';
	slash = strrchr(self, '/');
	*slash = '\0';
	snprintf(iperf3->program, sizeof(iperf3->program), "%.4000s/bpftax-iperf3", self);
}

/* Without pinning the softirq and the agent need a place all the same. */
static unsigned int cpu_or(unsigned int cpu, unsigned int otherwise)
{
	return cpu == CPU_ANYWHERE ? otherwise : cpu;
}

/*
 * A loaded receiver has one stream: what is queued on either side is then little, so that the load
 * begins and ends with the traffic.  The sender just sends; its pace, if any, is the kernel's.
 */
static void receiver_read(struct iperf3 *iperf3, const json_t *settings)
{
	const char *receiver = json_string_value(json_object_get(settings, "receiver"));
	const char *hooked = json_string_value(json_object_get(settings, "function"));

	iperf3->hooked = hooked ? strdup(hooked) : NULL;
	iperf3->setting = (struct receiver_setting){
		.receiver = receiver_find(receiver),
		.server = &iperf3->server,
		.sender = &iperf3->holder,
		.server_cpu = cpu_or(iperf3->placement.server, 1),
		.client_cpu = cpu_or(iperf3->placement.client, 0),
		.datagram_bytes = iperf3->datagram_bytes,
		.hooked = iperf3->hooked,
	};
	if (iperf3->setting.receiver == RECEIVER_FREE)
		return;
	strcpy(iperf3->parallel, "1");
	strcpy(iperf3->bitrate, "0");
}

/*
 * Selects are counted where nothing is compared with and without statistics: these would make the
 * counter itself dearer in half of the windows.
 */
static bool selects_are_free(const json_t *settings)
{
	return json_is_true(json_object_get(settings, "delays")) &&
	       !json_is_true(json_object_get(settings, "statistics"));
}

static void settings_read(struct iperf3 *iperf3, const json_t *settings)
{
	const char *client = json_string_value(json_object_get(settings, "client"));
	const char *bitrate = json_string_value(json_object_get(settings, "bitrate"));
	json_int_t parallel = json_integer_value(json_object_get(settings, "parallel"));
	json_int_t length = json_integer_value(json_object_get(settings, "length"));

	iperf3->client_here = !client || strcmp(client, "host") != 0;
	iperf3->flowing = json_is_true(json_object_get(settings, "flowing"));
	iperf3->counts_selects = selects_are_free(settings);
	iperf3->datagram_bytes = (double)length;
	snprintf(iperf3->parallel, sizeof(iperf3->parallel), "%lld", (long long)parallel);
	snprintf(iperf3->length, sizeof(iperf3->length), "%lld", (long long)length);
	snprintf(iperf3->bitrate, sizeof(iperf3->bitrate), "%s", bitrate ? bitrate : "0");
	receiver_read(iperf3, settings);
}

/* What the client on the host sends comes by the card. */
static int guest_network_up(struct workload *workload, struct error *err)
{
	/* On a local target the machine's own network is already there, and not ours to change. */
	if (getpid() != 1)
		return 0;
	if (device_up(USER_NETWORK_DEVICE, USER_NETWORK_ADDRESS) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENODEV,
				 "no " USER_NETWORK_DEVICE
				 " in the guest (CONFIG_VIRTIO_NET; a kernel given by path "
				 "needs --modules)");
	placement_beside_card(&workload->placement, USER_NETWORK_DEVICE);
	return 0;
}

static int freeze(struct workload *workload, struct error *err);

static int parts_start(struct workload *workload, struct error *err)
{
	struct iperf3 *iperf3 = workload->state;
	bool flows = iperf3->client_here && iperf3->flowing;
	static char *const endless[] = { "-t", "86400", "-i", "0", NULL };
	int started = iperf3->client_here ? iperf3_client_namespace_make(iperf3, err)
					  : guest_network_up(workload, err);

	if (!started)
		started = iperf3_server_start(iperf3, err);
	if (!started)
		started = receiver_prepare(&iperf3->setting, err);
	if (!started && iperf3->counts_selects)
		select_watch_begin(&iperf3->selects, iperf3->server.pid, iperf3->hooked);
	if (!started && flows)
		started = iperf3_client_start(iperf3, endless, err);
	if (!started && flows)
		started = iperf3_traffic_wait(iperf3, err);
	receiver_watch_begin(&iperf3->setting);
	if (!started)
		started = receiver_find_pace(workload, &iperf3->setting, &workload->pilot, err);
	return started;
}

static int start(struct workload *workload, const json_t *settings, struct error *err)
{
	struct iperf3 *iperf3 = calloc(1, sizeof(*iperf3));
	const char *family = json_string_value(json_object_get(settings, "server-family"));
	int started;

	if (!iperf3)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	workload->state = iperf3;
	iperf3->placement = workload->placement;
	iperf3->server.gate = iperf3->client.gate = iperf3->holder.gate = -1;
	program_find(iperf3);
	settings_read(iperf3, settings);
	started = iperf3_server_fork(iperf3, !family || strcmp(family, "any") != 0, err);
	if (!started)
		started = parts_start(workload, err);
	return started < 0 ? started : freeze(workload, err);
}

static int task_stop(const struct task *task, const char *name, struct error *err)
{
	int done = task->pid > 0 ? task_freeze(task) : 0;

	return done < 0
		   ? error_errno(err, ERROR_RESULT, -done, "iperf3's %s cannot be stopped", name)
		   : 0;
}

static int task_continue(const struct task *task, const char *name, struct error *err)
{
	int done = task->pid > 0 ? task_thaw(task) : 0;

	return done < 0
		   ? error_errno(err, ERROR_RESULT, -done, "iperf3's %s cannot be let go on", name)
		   : 0;
}

/*
 * What the sender has queued must have arrived, or packets would still come in.  A saturated
 * receiver stops first, its buffer full: it is saturated again from the first moment on.
 */
static int freeze(struct workload *workload, struct error *err)
{
	struct iperf3 *iperf3 = workload->state;
	bool server_first = iperf3->setting.receiver == RECEIVER_SATURATED;
	int done = server_first ? task_stop(&iperf3->server, "server", err) : 0;

	if (!done)
		done = task_stop(&iperf3->client, "client", err);
	if (done < 0)
		return done;
	receiver_drain(&iperf3->setting);
	return server_first ? 0 : task_stop(&iperf3->server, "server", err);
}

/* Where the client comes afresh for each test, it finds the server ready for it. */
static int thaw(struct workload *workload, struct error *err)
{
	struct iperf3 *iperf3 = workload->state;
	int done = task_continue(&iperf3->server, "server", err);

	if (!done && !iperf3->flowing && !iperf3_server_wait_idle(iperf3))
		return error_set(err, ERROR_RESULT, ETIMEDOUT,
				 "the iperf3 server was not ready for another test within 30 s");
	return done < 0 ? done : task_continue(&iperf3->client, "client", err);
}

static int run(struct workload *workload, uint64_t length_ns, struct counters *ret_counters,
	       struct error *err)
{
	struct timespec length = { (time_t)(length_ns / 1000000000u),
				   (long)(length_ns % 1000000000u) };

	(void)workload;
	(void)ret_counters;
	(void)err;
	while (nanosleep(&length, &length) < 0 && errno == EINTR)
		;
	return 0;
}

static void counter_put(struct counters *totals, enum counter counter, int got, uint64_t value)
{
	if (!got)
		totals->value[counter] = (double)value;
}

/* What the card brought, and on which CPU it was received. */
static void card_read(const struct iperf3 *iperf3, struct counters *ret_totals)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/softirqs");
	struct softirq_runs runs;
	uint64_t packets = 0;
	int got = task_packets_received(&iperf3->server, USER_NETWORK_DEVICE, &packets);

	counter_put(ret_totals, COUNTER_card_packets, got, packets);
	if (softirqs_parse(text, "NET_RX", iperf3->placement.server, &runs) < 0)
		return; /* a server that may run anywhere has no CPU */
	counter_put(ret_totals, COUNTER_softirqs, 0, runs.all);
	counter_put(ret_totals, COUNTER_softirqs_beside, 0, runs.there);
}

/* The datagrams and the CPU time first, next to each other: their quotient is the result. */
static int read_totals(struct workload *workload, struct counters *ret_totals, struct error *err)
{
	struct iperf3 *iperf3 = workload->state;
	uint64_t value = 0, datagrams = 0;
	int got = iperf3_datagrams(iperf3, &datagrams);

	if (got < 0)
		return error_errno(err, ERROR_RESULT, -got, "the iperf3 server is gone");
	counter_put(ret_totals, COUNTER_operations, 0, datagrams);
	got = task_cpu_ns(&iperf3->server, &value);
	counter_put(ret_totals, COUNTER_receiver_cpu_ns, got, value);
	ret_totals->value[COUNTER_received_bytes] = (double)datagrams * iperf3->datagram_bytes;
	got = task_sleeps(&iperf3->server, &value);
	counter_put(ret_totals, COUNTER_sleeps, got, value);
	got = select_watch_read(&iperf3->selects, &value);
	counter_put(ret_totals, COUNTER_selects, got, value);
	got = task_snmp(&iperf3->server, "Udp", "RcvbufErrors", &value);
	counter_put(ret_totals, COUNTER_drops, got, value);
	if (!iperf3->client_here)
		card_read(iperf3, ret_totals);
	if (iperf3->client.pid <= 0)
		return 0;
	got = task_cpu_ns(&iperf3->client, &value);
	counter_put(ret_totals, COUNTER_sender_cpu_ns, got, value);
	got = task_snmp(&iperf3->client, "Udp", "OutDatagrams", &value);
	counter_put(ret_totals, COUNTER_sender_datagrams, got, value);
	return 0;
}

#define ARGUMENTS_MAX 8

static int client_run(struct workload *workload, const json_t *arguments, char **ret_output,
		      int *ret_status, struct error *err)
{
	struct iperf3 *iperf3 = workload->state;
	char *extra[ARGUMENTS_MAX + 1] = {};
	int status, started;

	for (size_t i = 0; i < ARGUMENTS_MAX && i < json_array_size(arguments); i++)
		extra[i] = (char *)json_string_value(json_array_get(arguments, i));
	started = iperf3_client_start(iperf3, extra, err);
	if (started < 0)
		return started;
	while (!task_ended(&iperf3->client, &status))
		usleep(10000);
	*ret_output = iperf3_client_output();
	*ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
	return 0;
}

static void stop(struct workload *workload)
{
	struct iperf3 *iperf3 = workload->state;

	receiver_watch_end(&iperf3->setting);
	task_kill(&iperf3->client);
	task_kill(&iperf3->holder);
	task_kill(&iperf3->server);
	receiver_release(&iperf3->setting);
	select_watch_end(&iperf3->selects);
	free(iperf3->hooked);
	free(iperf3);
}

const struct workload_ops workload_iperf3 = {
	.start = start,
	.freeze = freeze,
	.thaw = thaw,
	.run = run,
	.read = read_totals,
	.stop = stop,
	.client_run = client_run,
};
