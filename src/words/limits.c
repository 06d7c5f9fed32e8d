// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/limits.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/limits.h"
#include "estimate/saturation.h"
#include "protocol/workloads.h"

/* More of the softirqs than so on the receiver's CPU, and the two are not apart. */
#define BESIDE_MOST .05

static void add_share(struct text_buffer *text, double share, const char *where)
{
	if (isnan(share))
		text_buffer_add(text, ", %s is not known", where);
	else
		text_buffer_add(text, ", %.1f %% %s", 100 * share, where);
}

static int say_sent(struct sentences *to, const struct report_workload *workload, const char *lost)
{
	const struct report_limits *limits = &workload->limits;
	const struct operation_words *words = workload_words(workload->name);

	return say(to,
		   "%s: of %.0f %s a second that the client sent %.1f %% were %s%s "
		   "(in the baseline's windows, by difference of what was counted on the way).",
		   workload->name, limits->sent_pps, words->many, 100 * limits->received,
		   words->done, lost);
}

/* A client that goes on through the windows says what it sent when it ends, not before. */
static int say_arrived(struct sentences *to, const struct report_workload *workload,
		       const char *lost)
{
	const struct report_limits *limits = &workload->limits;
	const struct operation_words *words = workload_words(workload->name);

	return say(to,
		   "%s: of %.0f %s a second that arrived at QEMU's socket on the host and were "
		   "dropped there or taken in by the guest's network card %.1f %% were %s%s (in "
		   "the baseline's windows, by difference of what was counted on the way). How "
		   "many the client sent in a window is not known: --protocol restart counts that.",
		   workload->name, limits->arrived_pps, words->many, 100 * limits->received,
		   words->done, lost);
}

static int say_operations(struct sentences *to, const struct report_workload *workload)
{
	const struct report_limits *limits = &workload->limits;
	CLEANUP(text_buffer_release) struct text_buffer lost = { 0 };

	add_share(&lost, limits->at_host, "dropped at QEMU's socket on the host");
	add_share(&lost, limits->on_the_way, "lost between it and the guest's network card");
	add_share(&lost, limits->in_guest, "between the card and the receiver's socket");
	add_share(&lost, limits->at_socket, "dropped at that socket");
	if (text_buffer_error(&lost) < 0)
		return -ENOMEM;
	return isnan(limits->sent_pps) ? say_arrived(to, workload, text_buffer_get(&lost))
				       : say_sent(to, workload, text_buffer_get(&lost));
}

/* "the sender ran 13 % of the time and waited for a CPU 88 %"; per: of so many threads. */
static void add_cpu(struct text_buffer *text, const char *who, const struct report_cpu_share *cpu,
		    double per)
{
	text_buffer_add_word(text, "; ", who);
	if (isnan(cpu->ran))
		text_buffer_add(text, " is not known");
	else
		text_buffer_add(text, " ran %.0f %% of the time", 100 * cpu->ran / per);
	if (!isnan(cpu->waited))
		text_buffer_add(text, " and waited for a CPU %.0f %%", 100 * cpu->waited / per);
	else if (!isnan(cpu->ran))
		text_buffer_add(text, " (its wait for a CPU is not known)");
}

/* 0: not known. */
static unsigned int cpus_of(const struct report *report)
{
	const struct run_data *data = report->data;

	return data->cell_count ? data->cells[0].cpus : 0;
}

static const char *vcpus_phrase(unsigned int cpus)
{
	if (!cpus)
		return "the virtual CPUs, added up,";
	return cpus == 1 ? "the virtual CPU" : "a virtual CPU on average";
}

/* What is left of each one's time is told only where that is all of it. */
static bool all_time_known(const struct report_limits *limits, unsigned int cpus)
{
	return cpus && !isnan(limits->sender.ran + limits->sender.waited + limits->network.ran +
			      limits->network.waited + limits->vcpus.ran + limits->vcpus.waited);
}

static int say_cpus(struct sentences *to, const struct report_workload *workload)
{
	const struct report_limits *limits = &workload->limits;
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	unsigned int cpus = cpus_of(to->report);

	add_cpu(&text, "the client", &limits->sender, 1);
	add_cpu(&text, "QEMU's main loop, which carries the network,", &limits->network, 1);
	add_cpu(&text, vcpus_phrase(cpus), &limits->vcpus, cpus ? cpus : 1);
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	return say(to, "%s: who had the host's CPUs: %s.%s", workload->name, text_buffer_get(&text),
		   all_time_known(limits, cpus)
		       ? " What is left of the time each had nothing to do."
		       : "");
}

static const json_t *placement_of(const struct report *report, const char *workload)
{
	return json_object_get(json_object_get(run_data_facts(report->data), "pinning"), workload);
}

static int say_apart_unknown(struct sentences *to, const char *workload, const char *many)
{
	const json_t *pin = json_object_get(to->report->data->run.study, "pin");

	if (json_is_string(pin) && !strcmp(json_string_value(pin), "no"))
		return say(to,
			   "%s: the receiver has no CPU of its own (--pin no): whether it was "
			   "apart from what brings its %s is not known.",
			   workload, many);
	return say(to,
		   "%s: whether the receiver was apart from what brings its %s was not counted.",
		   workload, many);
}

static int say_apart(struct sentences *to, const struct report_workload *workload)
{
	const json_t *placement = placement_of(to->report, workload->name);
	const char *why = json_string_value(json_object_get(placement, "why"));
	const char *many = workload_words(workload->name)->many;
	double beside = workload->limits.softirqs_beside;

	if (why)
		return say(to, "%s: the receiver is not apart from what brings its %s: %s.",
			   workload->name, many, why);
	if (isnan(beside))
		return say_apart_unknown(to, workload->name, many);
	return say(to,
		   "%s: the receiver's CPU ran %.2g %% of the guest's receive softirqs: it is %s "
		   "what brings its %s.",
		   workload->name, 100 * beside,
		   beside > BESIDE_MOST ? "NOT apart from" : "apart from", many);
}

/* What the limit is, and why throughput then does not follow the receiver. */
static const char *limit_phrase(enum limit by)
{
	static const char *const phrases[] = {
		[LIMIT_UNKNOWN] = "not known: what was lost was not counted everywhere",
		[LIMIT_HOST] =
		    "the way into the guest: QEMU's main loop carries what it gets a CPU "
		    "for, and the rest is lost before the guest sees it",
		[LIMIT_RECEIVER] =
		    "the receiving end: what the guest took in is lost there, as the "
		    "receiver does not get its CPU in time",
		[LIMIT_SENDER] = "the client: what it sends arrives, and it does not wait for the "
				 "receiver",
	};

	return phrases[by];
}

/* By the rule of saturation.h that it fulfils. */
static void add_saturated(struct text_buffer *text, const struct report_saturation *saturation)
{
	if (saturation->busy >= SATURATION_BUSY)
		text_buffer_add(text, "is busy all the time (%.1f %%)", 100 * saturation->busy);
	else if (isnan(saturation->busy))
		text_buffer_add(text, "hardly ever sleeps");
	else
		text_buffer_add(text, "hardly ever sleeps (busy %.1f %%)", 100 * saturation->busy);
}

/* Where all arrives, a receiver without time left is just at its own limit. */
static int say_saturated(struct sentences *to, const struct report_workload *workload)
{
	CLEANUP(text_buffer_release) struct text_buffer does = { 0 };

	add_saturated(&does, &workload->saturation);
	if (text_buffer_error(&does) < 0)
		return -ENOMEM;
	if (workload->limits.by == LIMIT_SENDER)
		return say(to,
			   "%s: what limits it is the client, and next to it the receiver, which "
			   "still takes in what is sent but %s: throughput falls when a hook takes "
			   "longer.",
			   workload->name, text_buffer_get(&does));
	return say(to,
		   "%s: what limits it is %s. The receiver %s: throughput falls when a hook takes "
		   "longer.",
		   workload->name, limit_phrase(workload->limits.by), text_buffer_get(&does));
}

static int say_unsaturated(struct sentences *to, const struct report_workload *workload)
{
	const struct operation_words *words = workload_words(workload->name);
	double busy = workload->saturation.busy;
	enum limit by = workload->limits.by;
	CLEANUP(text_buffer_release) struct text_buffer known = { 0 };

	if (isnan(busy))
		text_buffer_add(&known, "how busy it is is not known");
	else
		text_buffer_add(&known, "%.1f %%", 100 * busy);
	if (text_buffer_error(&known) < 0)
		return -ENOMEM;
	return say(to,
		   "%s: what limits it is %s. Throughput can %snot show what a hook costs: "
		   "a receiver that takes longer for %s %s gets no fewer of them, as long as "
		   "it is not busy all the time (%s). What it shows is how the CPUs were "
		   "shared out.",
		   workload->name, limit_phrase(by), by == LIMIT_UNKNOWN ? "" : "therefore ",
		   words->article, words->one, text_buffer_get(&known));
}

static int say_consequence(struct sentences *to, const struct report_workload *workload)
{
	return workload->saturation.saturated ? say_saturated(to, workload)
					      : say_unsaturated(to, workload);
}

static int say_limits(struct sentences *to, const struct report_workload *workload)
{
	int code = say_operations(to, workload);

	if (code == 0)
		code = say_cpus(to, workload);
	if (code == 0)
		code = say_apart(to, workload);
	return code < 0 ? code : say_consequence(to, workload);
}

static int say_workload(struct sentences *to, const struct report_workload *workload)
{
	if (limits_present(&workload->limits))
		return say_limits(to, workload);
	if (workload_kind_of(workload->name) != WORKLOAD_TRAFFIC ||
	    !client_is_on_host(to->report->data))
		return 0;
	return say(to,
		   "%s: what limits it is not known: what of its %s was lost on the host, and who "
		   "had the host's CPUs, was not counted.",
		   workload->name, workload_words(workload->name)->many);
}

int limits_build(const struct report *report, struct sentences *ret_sentences)
{
	int code = 0;

	*ret_sentences = (struct sentences){ .report = report };
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		code = say_workload(ret_sentences, &report->workloads[w]);
	return code;
}

static int say_briefly(struct sentences *to, const struct report_workload *workload)
{
	int code;

	if (!limits_present(&workload->limits))
		return say_workload(to, workload);
	code = say_operations(to, workload);
	return code < 0 ? code : say_consequence(to, workload);
}

int limits_build_brief(const struct report *report, const char *workload,
		       struct sentences *ret_sentences)
{
	int code = 0;

	*ret_sentences = (struct sentences){ .report = report };
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			code = say_briefly(ret_sentences, &report->workloads[w]);
	return code;
}
