// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_agent.h"
#include "fake_recording.h"
#include "protocol/messages.h"
#include "common/cleanup.h"
#include "target/target.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define BARE_EVENT_NS 100

struct fake_agent fake_agent;

int __wrap_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err);
int __real_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err);

static const char *text_of(const json_t *request, const char *key)
{
	const char *text = json_string_value(json_object_get(request, key));

	return text ? text : "";
}

/* What it would say, or what it was told to. */
static const char *said(const char *usual)
{
	return fake_agent.text ? fake_agent.text : usual;
}

/* What is recorded of an attachment or a reload, and whether its hits will prove it. */
static void recorded_attach(const json_t *request)
{
	bool recorded = json_is_true(json_object_get(request, "recorded"));

	fake_agent.recorded += recorded;
	fake_agent.hits_missing_now = fake_agent.hits_missing;
	if (recorded && fake_agent.unproved && fake_agent.unproved--)
		fake_agent.hits_missing_now = .5;
}

/* A workload never reaches the sham's hooks. */
static json_t *attach(const json_t *request)
{
	const char *mechanism = text_of(request, "mechanism");

	if (fake_agent.unsupported && !strcmp(mechanism, fake_agent.unsupported))
		return json_pack("{s:s s:s s:i s:s}", "status", "unsupported", "step", "attach",
				 "errno", 95, "reason", said("Operation not supported"));
	fake_agent.sham = !strcmp(text_of(request, "function"), "udp_abort") ||
			  !strcmp(text_of(request, "tracepoint"), "oom:mark_victim");
	snprintf(fake_agent.attached, sizeof(fake_agent.attached), "%s",
		 fake_agent.sham ? "" : mechanism);
	fake_agent.in_wake |=
	    fake_agent.wake_of && !strcmp(fake_agent.attached, fake_agent.wake_of);
	recorded_attach(request);
	return json_pack("{s:s s:s s:f s:{}}", "status", "attached", "hook",
			 said(text_of(request, "function")), "hits_per_operation", 1.0, "proof");
}

/* Two programs of every object: one on a function, one of a section that nobody attaches. */
static json_t *object_describe(const json_t *request)
{
	(void)request;
	return json_pack("{s:[{s:s s:s s:s s:s}, {s:s s:s s:s}] s:[]}", "programs", "name",
			 "counts", "section", "fentry/udp_recvmsg", "mechanism", "fentry",
			 "function", "udp_recvmsg", "name", "drops", "section", "xdp", "reason",
			 said("section 'xdp' is of a kind that is not attached here"), "maps");
}

/* Of all of its programs together one has an event that runs it. */
static json_t *object_try_answer(const json_t *request)
{
	json_t *answer = json_pack("{s:s s:s s:{} s:i}", "status", "measured", "hook", "", "proof",
				   "load_ns", 1);

	if (!json_is_true(json_object_get(request, "together")))
		return answer;
	json_object_set_new(answer, "trigger", json_string("test-run"));
	json_object_set_new(answer, "hits_per_event", json_real(1));
	json_object_set_new(answer, "not_run", json_pack("[s]", "drops"));
	return answer;
}

static json_t *object_part(const json_t *request)
{
	return json_pack("{s:O}", "received", json_object_get(request, "size"));
}

static json_t *delay(const json_t *request)
{
	double ns = json_number_value(json_object_get(request, "delay_ns"));

	if (ns > fake_agent.longest_ns)
		return json_pack("{s:s s:s}", "status", "unsupported", "reason",
				 "a delay of so many ns is too long");
	return json_pack("{s:s s:f}", "status", "set", "injected_ns", ns);
}

/* Of a window that only proves something no sample is made (run/switch.c). */
#define PROOF_SLICE_NS 50e6

/* So that a window can be told from all others, in its sample too. */
static double logged(double operation_ns, double length_ns)
{
	unsigned int number = FAKE_LIFE * fake_agent.life + fake_agent.windows;

	if (!fake_agent.windows_log || length_ns >= PROOF_SLICE_NS)
		return operation_ns;
	dprintf(fake_agent.windows_log, "%u\n", number);
	return 1000 + 1e-7 * number;
}

/* Every so many windows the clock goes an hour on, as where the host was suspended. */
static double jump_ns(void)
{
	return fake_agent.clock_jumps && fake_agent.windows % fake_agent.clock_jumps == 0 ? 3.6e12
											  : 0;
}

static json_t *window(const json_t *request)
{
	double length_ns = json_number_value(json_object_get(request, "length_ns"));
	double operation_ns = fake_agent.operation_ns > 0 ? fake_agent.operation_ns : 1000;
	double operations = fake_agent.windows >= fake_agent.idle_from && fake_agent.idle_from
				? 0
				: length_ns / operation_ns;
	const struct timespec moment = { 0, 1000L * (long)fake_agent.window_us };
	json_t *counters = json_pack(
	    "{s:f s:f s:f s:f}", "length_ns", length_ns + jump_ns(), "operations", operations,
	    "operation_ns", logged(operation_ns + (double)(++fake_agent.windows % 5), length_ns),
	    "chunks", 100.0);

	if (fake_agent.window_us)
		nanosleep(&moment, NULL);
	if (fake_agent.operation_grows > 0)
		fake_agent.operation_ns *= fake_agent.operation_grows;
	if (fake_agent.statistics) {
		json_object_set_new(
		    counters, "hits",
		    json_real(fake_agent.sham ? 0
					      : operations * (1 - fake_agent.hits_missing_now)));
		json_object_set_new(counters, "hit_operations", json_real(operations));
		json_object_set_new(counters, "misses", json_real(0));
	}
	return json_pack("{s:o s:s*}", "counters", counters, "counted_by",
			 !fake_agent.statistics && fake_agent.windows <= fake_agent.counted_until
			     ? "process 812 (bpftool)"
			     : NULL);
}

/* What has been received by now: as much each time that it is asked. */
static json_t *totals(const json_t *request)
{
	static unsigned int asked;
	double operations = 1000.0 * ++asked;

	(void)request;
	return json_pack("{s:{s:f s:f s:f s:f}}", "counters", "operations", operations, "hits",
			 fake_agent.statistics && !fake_agent.sham ? operations : 0, "run_time_ns",
			 fake_agent.statistics && !fake_agent.sham ? 10 * operations : 0, "misses",
			 0.0);
}

/* NULL: it goes on. */
static json_t *dying(const json_t *request)
{
	bool is_window = request_of(request) == REQUEST_window;

	if (is_window && fake_agent.broken)
		return json_pack("{s:s}", "error", "the iperf3 server is gone");
	if (!is_window || !fake_agent.deadly || !fake_agent.deaths ||
	    strcmp(fake_agent.attached, fake_agent.deadly) != 0 ||
	    (fake_agent.wake_of && !fake_agent.in_wake))
		return NULL;
	fake_agent.deaths--;
	return json_pack("{s:s}", "error", "the iperf3 server is gone");
}

static json_t *statistics(const json_t *request)
{
	fake_agent.statistics = json_is_true(json_object_get(request, "on"));
	return json_pack("{s:b}", "statistics", fake_agent.statistics);
}

static json_t *describe(const json_t *request)
{
	(void)request;
	return json_pack("{s:{s:s s:i}}", "machine", "release", said("6.0.0-fake"),
			 "clock_grain_ns", fake_agent.clock_grain_ns);
}

static json_t *environment(const json_t *request)
{
	const char *facts = fake_agent.facts ? fake_agent.facts : "{}";

	(void)request;
	return json_pack("{s:o}", "facts", json_loads(facts, 0, NULL));
}

static json_t *longest(const json_t *request)
{
	(void)request;
	return json_pack("{s:f}", "longest_ns", fake_agent.longest_ns);
}

/* As micro records: what is attached in each of its windows, and then nothing. */
static json_t *record(const json_t *request)
{
	const json_t *window = json_object_get(request, "window");

	if (json_integer_value(window) == 0 && window)
		fake_recording_begin();
	fake_recording_add(!window, (unsigned int)json_integer_value(window));
	return json_pack("{s:o}", "recorded", fake_recording_told());
}

static json_t *symbols(const json_t *request)
{
	(void)request;
	return json_pack("{s:o}", "symbols", fake_recording_symbols());
}

/* So many chunks of one event. */
static json_t *chunks(size_t count, int ns)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_integer(ns));
	return json_pack("{s:o s:[]}", "ns", list, "disturbed");
}

/* A chunk of each of these numbers of events. */
static json_t *line_chunks(const json_t *events, int ns)
{
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(events); i++)
		json_array_append_new(
		    list, json_integer(ns * json_integer_value(json_array_get(events, i))));
	return json_pack("{s:o s:[]}", "ns", list, "disturbed");
}

/* Of each window, with the program; events: NULL, or as line_chunks(). */
static json_t *chunks_of_windows(size_t windows, size_t count, const json_t *events)
{
	const int ns = BARE_EVENT_NS + FAKE_RECORDING_COST;
	json_t *list = json_array();

	for (size_t i = 0; i < windows; i++)
		json_array_append_new(list, events ? line_chunks(events, ns) : chunks(count, ns));
	return list;
}

static json_t *line(const json_t *request, size_t windows)
{
	json_t *events = json_object_get(request, "line");

	return json_pack("{s:O s:o s:o}", "events", events, "bare",
			 line_chunks(events, BARE_EVENT_NS), "windows",
			 chunks_of_windows(windows, 0, events));
}

static json_t *reload_recorded(size_t windows)
{
	fake_recording_begin();
	for (size_t i = 0; i < windows; i++)
		fake_recording_add(false, (unsigned int)i);
	fake_recording_add(true, 0);
	return fake_recording_told();
}

static void all_disturb(json_t *windows, size_t count)
{
	json_t *window;
	size_t w;

	json_array_foreach (windows, w, window)
		for (size_t i = 0; i < count; i++)
			json_array_append_new(json_object_get(window, "disturbed"),
					      json_integer((json_int_t)i));
}

/* Of 100 events on each thread. */
static json_int_t micro_hits(const json_t *request)
{
	json_int_t hits = 100 * json_integer_value(json_object_get(request, "threads"));

	return fake_agent.hits_missing_now > 0 ? hits / 2 : hits;
}

static json_t *reload(const json_t *request)
{
	size_t windows = json_array_size(json_object_get(request, "windows"));
	size_t count = (size_t)json_integer_value(json_object_get(request, "chunks"));
	json_int_t hits = micro_hits(request);
	const struct timespec moment = { 0, 1000L * (long)fake_agent.window_us };
	json_t *reply = json_pack(
	    "{s:s s:s s:b s:s s:f s:{} s:b s:b s:[] s:i s:i s:o s:o s:o s:o s:i s:I s:i s:i s:i "
	    "s:i s:i s:f}",
	    "status", "measured", "trigger", "test-run", "shared", false, "hook", said("hooked"),
	    "hits_per_operation", 1.0, "proof", "held", true, "clean", true, "left", "lost", 0,
	    "events", 1, "before", chunks(count, BARE_EVENT_NS), "after",
	    chunks(count, BARE_EVENT_NS), "windows", chunks_of_windows(windows, count, NULL),
	    "line", line(request, windows), "proof_events", 100, "hits", hits, "misses", 0,
	    "run_time_ns", 1, "load_ns", 1, "attach_ns", 1, "detach_ns", 1, "alone_ns", 1.0);

	if (fake_agent.window_us)
		nanosleep(&moment, NULL);
	if (json_is_true(json_object_get(request, "recorded")))
		json_object_set_new(reply, "recorded", reload_recorded(windows));
	if (fake_agent.interrupted && fake_agent.interrupted--)
		all_disturb(json_object_get(reply, "windows"), count);
	return reply;
}

static json_t *micro(const json_t *request)
{
	recorded_attach(request);
	return reload(request);
}

static const struct {
	enum request_id id;
	json_t *(*answer)(const json_t *request);
	const char *always; /* the same to every request */
} requests[] = {
	{ REQUEST_describe, describe, NULL },
	{ REQUEST_environment, environment, NULL },
	{ REQUEST_check_hook, NULL, "{\"exists\":true,\"traceable\":true,\"similar\":[]}" },
	{ REQUEST_detach, NULL, "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}" },
	{ REQUEST_workload_start, NULL, "{\"started\":\"x\",\"placement\":{}}" },
	{ REQUEST_workload_stop, NULL, "{\"stopped\":true}" },
	{ REQUEST_attach, attach, NULL },
	{ REQUEST_object_part, object_part, NULL },
	{ REQUEST_object_describe, object_describe, NULL },
	{ REQUEST_object_try, object_try_answer, NULL },
	{ REQUEST_statistics, statistics, NULL },
	{ REQUEST_delay, delay, NULL },
	{ REQUEST_delay_longest, longest, NULL },
	{ REQUEST_window, window, NULL },
	{ REQUEST_totals, totals, NULL },
	{ REQUEST_freeze, NULL, "{\"frozen\":true}" },
	{ REQUEST_thaw, NULL, "{\"frozen\":false}" },
	{ REQUEST_record, record, NULL },
	{ REQUEST_symbols, symbols, NULL },
	{ REQUEST_micro, micro, NULL },
};

/* NULL, as if it were gone, for what it does not know: then the test ends with that. */
static char *answer_line(const json_t *request)
{
	json_t *death = request ? dying(request) : NULL;

	if (!request)
		return strdup(PROTOCOL_HELLO_LINE);
	if (death) {
		char *line =
		    fake_agent.breaks || fake_agent.broken ? json_dumps(death, JSON_COMPACT) : NULL;

		json_decref(death);
		return line;
	}
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		json_t *answer;
		char *line;

		if (requests[i].id != request_of(request))
			continue;
		if (requests[i].always)
			return strdup(requests[i].always);
		answer = requests[i].answer(request);
		line = json_dumps(answer, JSON_COMPACT);
		json_decref(answer);
		return line;
	}
	return NULL;
}

/* One agent for all cells, which may run at once. */
static char *respond(void *context, const json_t *request)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	char *line;

	(void)context;
	pthread_mutex_lock(&lock);
	line = request && fake_agent.lost ? NULL : answer_line(request);
	pthread_mutex_unlock(&lock);
	return line;
}

int __wrap_target_start(const struct target_config *config, struct target **ret_target,
			struct error *err)
{
	struct target_config fake = *config;

	if (fake_agent.broken_kernel && !strcmp(config->kernel, fake_agent.broken_kernel))
		return error_set(err, ERROR_ENVIRONMENT, EIO, "%s does not boot", config->kernel);
	if (fake_agent.stopped_kernel && !strcmp(config->kernel, fake_agent.stopped_kernel)) {
		fake_agent.stopped = true;
		return error_set(err, ERROR_RESULT, EINTR, "interrupted");
	}
	fake_agent.boots++;
	fake_agent.statistics = false;
	fake_recording_forget();
	fake_agent.lost = fake_agent.broken = 0;
	fake_agent.in_wake = false;
	fake.kind = "fake";
	fake.respond = respond;
	return __real_target_start(&fake, ret_target, err);
}
