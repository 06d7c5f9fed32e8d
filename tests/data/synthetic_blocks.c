// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_blocks.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "synthetic_run.h"

#define BLOCKS 12
#define CELL_BLOCKS 8
#define RESTART_SAMPLES 10

/* Where instructions are counted: a whole number more than the baseline, in each window. */
static void count_drain(const struct synthetic_writer *writer,
			const struct synthetic_treatment *treatment, bool statistics,
			struct counters *counters)
{
	double more = treatment ? floor(treatment->direct_ns / 2) + writer->made->instructions : 0;

	counters->value[COUNTER_operations] = 9600;
	counters->value[COUNTER_operation_ns] = 1596.25 + more + (statistics && treatment ? 82 : 0);
	counters->value[COUNTER_chunks] = 50;
	counters->value[COUNTER_chunks_agreeing] = 49;
	counters->value[COUNTER_chunks_disturbed] = 2;
}

static void fill_drain(struct synthetic_writer *writer, const struct synthetic_treatment *treatment,
		       bool statistics, struct counters *counters)
{
	double direct_ns = treatment ? treatment->direct_ns * writer->made->factor : 0;
	double cost_ns = 2170 + direct_ns + (statistics ? 52 : 0);

	counters->value[COUNTER_operations] = 20000;
	counters->value[COUNTER_length_ns] = 1e8;
	counters->value[COUNTER_operation_ns] = cost_ns * synthetic_jitter(writer, .004);
	counters->value[COUNTER_receiver_cpu_ns] = 20000 * cost_ns * synthetic_jitter(writer, .004);
}

/* The client is on the host: where its datagrams go, and who has the host's CPUs. */
static void fill_way(struct counters *counters, double operations, double length_ns)
{
	counters->value[COUNTER_drops] = floor(operations * .002);
	counters->value[COUNTER_card_packets] = floor(operations * 1.003) + 20;
	counters->value[COUNTER_host_drops] = floor(operations * .006);
	counters->value[COUNTER_softirqs] = floor(operations / 2);
	counters->value[COUNTER_softirqs_beside] = 12;
	counters->value[COUNTER_sender_wait_ns] = .21 * length_ns;
	counters->value[COUNTER_network_cpu_ns] = .52 * length_ns;
	counters->value[COUNTER_network_wait_ns] = .17 * length_ns;
	counters->value[COUNTER_vcpu_cpu_ns] = .94 * length_ns;
	counters->value[COUNTER_vcpu_wait_ns] = .05 * length_ns;
}

static void fill_traffic(struct synthetic_writer *writer,
			 const struct synthetic_treatment *treatment, bool statistics,
			 struct counters *counters)
{
	bool restart = writer->kind == SYNTHETIC_RESTART;
	double length_ns = restart ? 1e10 : 3e8;
	double pps = 36000 * (treatment ? treatment->rate : 1) * synthetic_jitter(writer, .02);
	double operations = floor(pps * length_ns / 1e9);
	double cpu_ns = 10979 * (treatment ? treatment->cpu : 1) + (statistics ? 40 : 0);

	counters->value[COUNTER_length_ns] = length_ns;
	counters->value[COUNTER_operations] = operations;
	counters->value[COUNTER_received_bytes] = operations * SYNTHETIC_DATAGRAM_BYTES;
	counters->value[COUNTER_receiver_cpu_ns] =
	    operations * cpu_ns * synthetic_jitter(writer, .01);
	counters->value[COUNTER_sleeps] = floor(
	    operations * (treatment ? treatment->sleeps : .103) * synthetic_jitter(writer, .05));
	counters->value[COUNTER_sender_datagrams] = floor(operations * 1.01);
	counters->value[COUNTER_sender_cpu_ns] = operations * 12240 * synthetic_jitter(writer, .01);
	counters->value[COUNTER_drops] = 0;
	counters->value[COUNTER_steal_ns] = 0;
	if (restart)
		fill_way(counters, operations, length_ns);
}

static void fill_hits(const struct synthetic_treatment *treatment, struct counters *counters)
{
	double operations = counters->value[COUNTER_operations];

	counters->value[COUNTER_hit_operations] = operations;
	counters->value[COUNTER_hits] = treatment ? operations : 0;
	counters->value[COUNTER_misses] = 0;
	if (treatment)
		counters->value[COUNTER_run_time_ns] = floor(operations * treatment->kernel_ns);
}

static int add_sample(struct synthetic_writer *writer, int64_t visit, const char *workload,
		      size_t t, bool statistics, unsigned int window)
{
	const struct synthetic_treatment *treatment =
	    t < ARRAY_SIZE(synthetic_treatments) ? &synthetic_treatments[t] : NULL;
	struct sample_record sample = {
		.visit = visit,
		.configuration =
		    treatment ? writer->treatment[t][statistics] : writer->baseline[statistics],
		.window = window,
		.started_ns = writer->clock_ns += 400000000,
	};

	counters_clear(&sample.counters);
	if (synthetic_is_counted(writer))
		count_drain(writer, treatment, statistics, &sample.counters);
	else if (strcmp(workload, "udp-drain") == 0)
		fill_drain(writer, treatment, statistics, &sample.counters);
	else
		fill_traffic(writer, treatment, statistics, &sample.counters);
	if (statistics)
		fill_hits(treatment, &sample.counters);
	return store_sample_add(writer->store, &sample, writer->err);
}

/* Block 3 loses a baseline of iperf3, block 5 one treatment's proof. */
static const char *dropped_for(const struct synthetic_writer *writer, const char *workload,
			       size_t t, unsigned int block, unsigned int baseline)
{
	if (strcmp(workload, "iperf3") != 0)
		return NULL;
	if (block == 3 && t >= ARRAY_SIZE(synthetic_treatments) && baseline == 1)
		return "steal time 31 ms in the window";
	if (block == 5 && t == 1)
		return synthetic_is_hostile(writer) ? synthetic_hostile_text
						    : "hits 9,812 against 10,950 operations";
	return NULL;
}

static int add_visit(struct synthetic_writer *writer, const char *workload, size_t t,
		     unsigned int block, unsigned int position, unsigned int baseline)
{
	int64_t visit;
	int code = synthetic_visit_begin(writer, workload, t, block, position, baseline, &visit);

	for (unsigned int window = 0; window < 2 && code == 0; window++)
		code = add_sample(writer, visit, workload, t, window == 1, window);
	if (code < 0)
		return code;
	return synthetic_visit_end(writer, visit,
				   dropped_for(writer, workload, t, block, baseline));
}

static unsigned int blocks_of(const struct synthetic_writer *writer)
{
	return writer->kind == SYNTHETIC_CELLS ? CELL_BLOCKS : BLOCKS;
}

int synthetic_blocks_add(struct synthetic_writer *writer, const char *workload)
{
	size_t visits = ARRAY_SIZE(synthetic_treatments) + 2;
	int code = 0;

	for (unsigned int block = 0; block < blocks_of(writer); block++)
		for (unsigned int position = 0; position < visits && code == 0; position++) {
			/* Another order in each block; the last two numbers are the baselines. */
			size_t t = (position + block) % visits;

			if (!synthetic_is_left_out(writer, t))
				code = add_visit(writer, workload, t, block, position,
						 t == visits - 1 ? 1 : 0);
		}
	return code;
}

static int add_restart_visit(struct synthetic_writer *writer, size_t t, bool statistics,
			     unsigned int position, unsigned int baseline)
{
	int64_t visit;
	int code = synthetic_visit_begin(writer, "iperf3", t, 0, position, baseline, &visit);

	for (unsigned int window = 0; window < RESTART_SAMPLES && code == 0; window++)
		code = add_sample(writer, visit, "iperf3", t, statistics, window);
	return code < 0 ? code : synthetic_visit_end(writer, visit, NULL);
}

int synthetic_restart_add(struct synthetic_writer *writer)
{
	int code = add_restart_visit(writer, SIZE_MAX, false, 0, 0);
	unsigned int position = 1;

	for (size_t t = 0; t < ARRAY_SIZE(synthetic_treatments); t++)
		for (int statistics = 0; statistics < 2 && code == 0; statistics++)
			code = add_restart_visit(writer, t, statistics, position++, 0);
	return code < 0 ? code : add_restart_visit(writer, SIZE_MAX, false, position, 1);
}

int synthetic_workload_write(struct synthetic_writer *writer, const char *workload)
{
	int code = synthetic_blocks_add(writer, workload);

	return code < 0 ? code : synthetic_results_set(writer, workload);
}
