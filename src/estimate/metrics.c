// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/metrics.h"

#include <math.h>
#include <string.h>
#include "estimate/cut_hits.h"
#include "protocol/workloads.h"

#define BITS_PER_BYTE 8
#define MEGA 1e6 /* Mbit/s and MB are decimal here, as in iperf3's bitrates */
#define NS_PER_S 1e9

static double ratio(double numerator, double denominator)
{
	return denominator > 0 ? numerator / denominator : NAN;
}

#define PER_OPERATION(function, counter)                                                           \
	static double function(const struct counters *counters,                                    \
			       const struct metric_context *context)                               \
	{                                                                                          \
		(void)context;                                                                     \
		return ratio(counters->value[counter], counters->value[COUNTER_operations]);       \
	}

PER_OPERATION(operation_cpu, COUNTER_receiver_cpu_ns)
PER_OPERATION(sleeps_per_operation, COUNTER_sleeps)
PER_OPERATION(selects_per_operation, COUNTER_selects)
PER_OPERATION(drops_per_operation, COUNTER_drops)
PER_OPERATION(sender_cpu_ns, COUNTER_sender_cpu_ns)
PER_OPERATION(vcpu_cpu_ns, COUNTER_vcpu_cpu_ns)

static double operation_cpu_ns(const struct counters *counters,
			       const struct metric_context *context)
{
	return context->icount ? NAN : operation_cpu(counters, context);
}

static double operation_cpu_instructions(const struct counters *counters,
					 const struct metric_context *context)
{
	return context->icount ? operation_cpu(counters, context) : NAN;
}

static double operation_ns(const struct counters *counters, const struct metric_context *context)
{
	return context->icount ? NAN : counters->value[COUNTER_operation_ns];
}

static double operation_instructions(const struct counters *counters,
				     const struct metric_context *context)
{
	return context->icount ? counters->value[COUNTER_operation_ns] : NAN;
}

static double rate_pps(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return ratio(counters->value[COUNTER_operations],
		     counters->value[COUNTER_length_ns] / NS_PER_S);
}

/* Payload: as counted, or else by the datagrams and their length. */
static double payload_bytes(const struct counters *counters, const struct metric_context *context)
{
	if (!isnan(counters->value[COUNTER_received_bytes]))
		return counters->value[COUNTER_received_bytes];
	return counters->value[COUNTER_operations] * context->datagram_bytes;
}

static double bitrate_mbps(const struct counters *counters, const struct metric_context *context)
{
	return ratio(payload_bytes(counters, context) * BITS_PER_BYTE / MEGA,
		     counters->value[COUNTER_length_ns] / NS_PER_S);
}

static double transfer_mb(const struct counters *counters, const struct metric_context *context)
{
	return payload_bytes(counters, context) / MEGA;
}

static double receiver_busy(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return ratio(counters->value[COUNTER_receiver_cpu_ns], counters->value[COUNTER_length_ns]);
}

static double hits_per_operation(const struct counters *counters,
				 const struct metric_context *context)
{
	double operations = counters->value[COUNTER_hit_operations];

	return ratio(
	    hits_of_operations(counters->value[COUNTER_hits], operations, context->calls_cut),
	    operations);
}

static double kernel_reported_ns(const struct counters *counters,
				 const struct metric_context *context)
{
	(void)context;
	return ratio(counters->value[COUNTER_run_time_ns], counters->value[COUNTER_hits]);
}

/*
 * Four truncated readings of the clock, and a few instructions that a chunk takes once: up to ten
 * of them over its events.  Of 200 that is .05, and no more is taken for it of fewer or of none: a
 * half or a quarter is not rounded away.
 */
#define ROUNDING .05
#define ONCE_A_CHUNK 10

static double rounding_of(double events)
{
	return events > 0 ? fmin(ONCE_A_CHUNK / events, ROUNDING) : ROUNDING;
}

double metric_event_whole(double cost, double events, bool icount)
{
	return icount && fabs(cost - round(cost)) <= rounding_of(events) ? round(cost) : cost;
}

/* The event with the program: what the bare one takes and what is added to it. */
static double event_total(const struct counters *counters, const struct metric_context *context)
{
	return counters->value[COUNTER_event_bare_ns] +
	       metric_event_whole(counters->value[COUNTER_event_ns],
				  counters->value[COUNTER_events], context->icount);
}

static double event_ns(const struct counters *counters, const struct metric_context *context)
{
	return context->icount ? NAN : event_total(counters, context);
}

static double event_instructions(const struct counters *counters,
				 const struct metric_context *context)
{
	return context->icount ? event_total(counters, context) : NAN;
}

static double body_alone_ns(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return counters->value[COUNTER_body_alone_ns];
}

static double load_ns(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return counters->value[COUNTER_load_ns];
}

static double attach_ns(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return counters->value[COUNTER_attach_ns];
}

static double detach_ns(const struct counters *counters, const struct metric_context *context)
{
	(void)context;
	return counters->value[COUNTER_detach_ns];
}

const struct metric_info metric_infos[METRIC_COUNT] = {
#define METRIC(id, name, unit, traffic, compared, counted)                                         \
	{ #name, unit, traffic, compared, METRIC_##counted, name },
#include "estimate/metric_list.h"
#undef METRIC
};

bool metric_applies(enum metric metric, const char *workload)
{
	return !metric_infos[metric].traffic || workload_kind_of(workload) != WORKLOAD_DIRECT;
}

enum metric metric_find(const char *name)
{
	int metric = 0;

	while (metric < METRIC_COUNT && strcmp(metric_infos[metric].name, name) != 0)
		metric++;
	return (enum metric)metric;
}

enum metric metric_primary(const char *workload)
{
	const struct workload_info *info = workload_find(workload);

	return info ? metric_find(info->primary_metric) : METRIC_OPERATION_CPU_NS;
}

enum metric metric_counted(enum metric metric)
{
	return metric_infos[metric].counted;
}

const char *metric_unit_word(enum metric metric)
{
	for (int other = 0; other < METRIC_COUNT; other++)
		if (metric_infos[other].counted == metric && (enum metric)other != metric)
			return "instructions";
	return metric_infos[metric].unit;
}

bool metric_is_exact(enum metric metric)
{
	return metric == METRIC_EVENT_INSTRUCTIONS || metric == METRIC_OPERATION_INSTRUCTIONS;
}
