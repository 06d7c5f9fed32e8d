// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/metrics.h"

#include <math.h>
#include <string.h>
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
	(void)context;
	return ratio(counters->value[COUNTER_hits], counters->value[COUNTER_hit_operations]);
}

static double kernel_reported_ns(const struct counters *counters,
				 const struct metric_context *context)
{
	(void)context;
	return ratio(counters->value[COUNTER_run_time_ns], counters->value[COUNTER_hits]);
}

/*
 * Four truncated readings of the clock, and a few instructions that a chunk takes once: up to ten
 * of them over the 200 events of the shortest chunk.  A half or a quarter is not rounded away.
 */
#define ROUNDING .05

double metric_event_whole(double cost, bool icount)
{
	return icount && fabs(cost - round(cost)) <= ROUNDING ? round(cost) : cost;
}

/* The event with the program: what the bare one takes and what is added to it. */
static double event_total(const struct counters *counters, const struct metric_context *context)
{
	return counters->value[COUNTER_event_bare_ns] +
	       metric_event_whole(counters->value[COUNTER_event_ns], context->icount);
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
	[METRIC_OPERATION_NS] = { "operation_ns", "ns", false, true, operation_ns },
	[METRIC_OPERATION_CPU_NS] = { "operation_cpu_ns", "ns", false, true, operation_cpu_ns },
	[METRIC_RATE_PPS] = { "rate_pps", "1/s", true, true, rate_pps },
	[METRIC_BITRATE_MBPS] = { "bitrate_mbps", "Mbit/s", true, true, bitrate_mbps },
	[METRIC_TRANSFER_MB] = { "transfer_mb", "MB", true, true, transfer_mb },
	[METRIC_SLEEPS_PER_OPERATION] = { "sleeps_per_operation", "1", true, true,
					  sleeps_per_operation },
	[METRIC_SELECTS_PER_OPERATION] = { "selects_per_operation", "1", true, true,
					   selects_per_operation },
	[METRIC_RECEIVER_BUSY] = { "receiver_busy", "1", true, true, receiver_busy },
	[METRIC_DROPS_PER_OPERATION] = { "drops_per_operation", "1", true, false,
					 drops_per_operation },
	[METRIC_SENDER_CPU_NS] = { "sender_cpu_ns", "ns", true, true, sender_cpu_ns },
	[METRIC_HITS_PER_OPERATION] = { "hits_per_operation", "1", false, false,
					hits_per_operation },
	[METRIC_VCPU_CPU_NS] = { "vcpu_cpu_ns", "ns", false, true, vcpu_cpu_ns },
	[METRIC_KERNEL_REPORTED_NS] = { "kernel_reported_ns", "ns", false, false,
					kernel_reported_ns },
	[METRIC_EVENT_NS] = { "event_ns", "ns", false, true, event_ns },
	[METRIC_EVENT_INSTRUCTIONS] = { "event_instructions", "1", false, true,
					event_instructions },
	[METRIC_OPERATION_INSTRUCTIONS] = { "operation_instructions", "1", false, true,
					    operation_instructions },
	[METRIC_OPERATION_CPU_INSTRUCTIONS] = { "operation_cpu_instructions", "1", true, true,
						operation_cpu_instructions },
	[METRIC_BODY_ALONE_NS] = { "body_alone_ns", "ns", false, false, body_alone_ns },
	[METRIC_LOAD_NS] = { "load_ns", "ns", false, false, load_ns },
	[METRIC_ATTACH_NS] = { "attach_ns", "ns", false, false, attach_ns },
	[METRIC_DETACH_NS] = { "detach_ns", "ns", false, false, detach_ns },
};

bool metric_applies(enum metric metric, const char *workload)
{
	return !metric_infos[metric].traffic || workload_kind_of(workload) != WORKLOAD_DIRECT;
}

enum metric metric_primary(const char *workload)
{
	const struct workload_info *info = workload_find(workload);

	for (int metric = 0; info && metric < METRIC_COUNT; metric++)
		if (!strcmp(metric_infos[metric].name, info->primary_metric))
			return (enum metric)metric;
	return METRIC_OPERATION_CPU_NS;
}

enum metric metric_counted(enum metric metric)
{
	switch (metric) {
	case METRIC_EVENT_NS:
		return METRIC_EVENT_INSTRUCTIONS;
	case METRIC_OPERATION_NS:
		return METRIC_OPERATION_INSTRUCTIONS;
	case METRIC_OPERATION_CPU_NS:
		return METRIC_OPERATION_CPU_INSTRUCTIONS;
	default:
		return metric;
	}
}

const char *metric_unit_word(enum metric metric)
{
	switch (metric) {
	case METRIC_EVENT_INSTRUCTIONS:
	case METRIC_OPERATION_INSTRUCTIONS:
	case METRIC_OPERATION_CPU_INSTRUCTIONS:
		return "instructions";
	default:
		return metric_infos[metric].unit;
	}
}

bool metric_is_exact(enum metric metric)
{
	return metric == METRIC_EVENT_INSTRUCTIONS || metric == METRIC_OPERATION_INSTRUCTIONS;
}
