// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_run.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"

#define BLOCKS 12
#define CELL_BLOCKS 8
#define RESTART_SAMPLES 10
#define MICRO_RELOADS 6
#define DATAGRAM_BYTES 64

const char synthetic_hostile_text[] =
    "=cmd|' /C calc'!A0 <script>alert(1)</script> | [x](javascript:y) \"q\", `b` *s* \033[2J\a\r\n"
    "\xff\xc2\x9b \xe2\x80\xae end";

/* The same where text is UTF-8 by its format: a name of a kernel within a JSON object. */
static const char hostile_json_text[] =
    "=1+1 <script>alert(1)</script> | [x](javascript:y) \"q\", `b` \033[2J\a\r\n "
    "\xe2\x80\xae end";

/* A treatment's made-up truth: direct cost, and how the workload answers to it. */
struct treatment {
	const char *name, *mechanism, *program;
	double direct_ns, rate, cpu, sleeps, kernel_ns;
};

static const struct treatment treatments[] = {
	{ "fentry-null", "fentry", "null", 261, 1.026, 1.004, .081, 31 },
	{ "fentry-map", "fentry", "map", 410, 1.041, 1.012, .066, 96 },
	{ "kprobe-int3-null", "kprobe-int3", "null", 1310, 1.058, 1.021, .023, 33 },
	{ "kprobe-fprobe-map", "kprobe-fprobe", "map", 560, .985, 1.015, .101, 97 },
};

/* Of the run of several: kernels by timing, and how its made-up truth differs from the others'. */
struct made_cell {
	const char *kernel, *release, *timing;
	unsigned int boot;
	double factor;	     /* of the direct cost */
	int instructions;    /* more than elsewhere, where they are counted */
	const char *failure; /* never started */
	bool without_fprobe;
};

#define OLD_KERNEL "debian-6.1-cloud", "6.1.0-44-cloud-amd64"
#define NEW_KERNEL "debian-6.12-cloud", "6.12.117-cloud-amd64"

static const struct made_cell made_cells[] = {
	{ OLD_KERNEL, "timed", 0, 1, 0, NULL, true },
	{ OLD_KERNEL, "timed", 1, 1.05, 0, NULL, true },
	{ NEW_KERNEL, "timed", 0, 1.2, 0, NULL, false },
	{ NEW_KERNEL, "timed", 1, 1.22, 0, NULL, false },
	{ "debian-6.19-cloud", NULL, "timed", 0, 1, 0,
	  "the guest did not answer within 60 s; its last line was 'Kernel panic - not syncing'",
	  false },
	{ OLD_KERNEL, "counted", 0, 1, 0, NULL, true },
	{ NEW_KERNEL, "counted", 0, 1, 7, NULL, false },
};

static const struct made_cell only_cell = { .timing = "timed", .factor = 1 };

struct writer {
	struct store *store;
	struct run_record run;
	enum synthetic_kind kind;
	int64_t cell, baseline[2], treatment[ARRAY_SIZE(treatments)][2], unsupported;
	unsigned int treatments; /* stored so far */
	const struct made_cell *made;
	uint64_t random;
	int64_t clock_ns;
	struct error *err;
};

/* About 1, within the given fraction (Park and Miller's generator: the same everywhere). */
static double jitter(struct writer *writer, double fraction)
{
	writer->random = writer->random * 48271 % 2147483647;
	return 1 + fraction * (2 * (double)writer->random / 2147483647 - 1);
}

static bool hostile(const struct writer *writer)
{
	return writer->kind == SYNTHETIC_HOSTILE;
}

static bool is_counted(const struct writer *writer)
{
	return strcmp(writer->made->timing, "counted") == 0;
}

static bool is_micro(const struct writer *writer)
{
	return writer->kind == SYNTHETIC_MICRO || writer->kind == SYNTHETIC_EXACT;
}

static int add_treatment(struct writer *writer, const char *name, const char *mechanism,
			 const char *program, int64_t *ret_id)
{
	bool sham = mechanism[0] == '\0';
	struct treatment_record record = { .number = writer->treatments++,
					   .name = (char *)name,
					   .kind = sham ? "sham" : "builtin",
					   .mechanism = (char *)mechanism,
					   .program = (char *)(sham ? "" : program),
					   .threads = 1,
					   .programs = 1 };

	return store_treatment_add(writer->store, writer->run.id, &record, ret_id, writer->err);
}

static int add_configuration(struct writer *writer, int64_t treatment, const char *name,
			     const char *mechanism, const char *program, bool statistics,
			     int64_t *ret_id)
{
	char full[256];
	struct configuration_record record = { .treatment = treatment,
					       .mechanism = (char *)mechanism,
					       .program = (char *)program,
					       .statistics = statistics,
					       .delay_ns = NAN };

	snprintf(full, sizeof(full), "%s%s", name, statistics ? "-stat" : "");
	record.name = full;
	return store_configuration_add(writer->store, writer->run.id, &record, ret_id, writer->err);
}

static int add_pair(struct writer *writer, const struct treatment *treatment, int64_t ret_ids[2])
{
	int64_t id;
	int code =
	    add_treatment(writer, treatment->name, treatment->mechanism, treatment->program, &id);

	for (int statistics = 0; statistics < 2 && code == 0; statistics++)
		code = add_configuration(writer, id, treatment->name, treatment->mechanism,
					 treatment->program, statistics, &ret_ids[statistics]);
	return code;
}

static int add_configurations(struct writer *writer)
{
	const char *odd = hostile(writer) ? synthetic_hostile_text : "kretprobe-fprobe-null";
	/* The original has no baseline with statistics on. */
	int baselines = is_micro(writer) ? 0 : writer->kind == SYNTHETIC_RESTART ? 1 : 2;
	int64_t sham = 0, unsupported;
	int code = baselines ? add_treatment(writer, "baseline", "", "", &sham) : 0;

	for (int statistics = 0; statistics < baselines && code == 0; statistics++)
		code = add_configuration(writer, sham, "baseline", "", "null", statistics,
					 &writer->baseline[statistics]);
	for (size_t t = 0; t < ARRAY_SIZE(treatments) && code == 0; t++)
		code = add_pair(writer, &treatments[t], writer->treatment[t]);
	if (code < 0 || writer->kind == SYNTHETIC_CELLS)
		return code;
	code = add_treatment(writer, odd, "kretprobe-fprobe", "null", &unsupported);
	return code < 0 ? code
			: add_configuration(writer, unsupported, odd, "kretprobe-fprobe", "null",
					    false, &writer->unsupported);
}

/* Where instructions are counted: a whole number more than the baseline, in each window. */
static void count_drain(const struct writer *writer, const struct treatment *treatment,
			bool statistics, struct counters *counters)
{
	double more = treatment ? floor(treatment->direct_ns / 2) + writer->made->instructions : 0;

	counters->value[COUNTER_operations] = 9600;
	counters->value[COUNTER_operation_ns] = 1596.25 + more + (statistics && treatment ? 82 : 0);
	counters->value[COUNTER_chunks] = 50;
	counters->value[COUNTER_chunks_agreeing] = 49;
	counters->value[COUNTER_chunks_disturbed] = 2;
}

static void fill_drain(struct writer *writer, const struct treatment *treatment, bool statistics,
		       struct counters *counters)
{
	double direct_ns = treatment ? treatment->direct_ns * writer->made->factor : 0;
	double cost_ns = 2170 + direct_ns + (statistics ? 52 : 0);

	counters->value[COUNTER_operations] = 20000;
	counters->value[COUNTER_length_ns] = 1e8;
	counters->value[COUNTER_operation_ns] = cost_ns * jitter(writer, .004);
	counters->value[COUNTER_receiver_cpu_ns] = 20000 * cost_ns * jitter(writer, .004);
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

static void fill_traffic(struct writer *writer, const struct treatment *treatment, bool statistics,
			 struct counters *counters)
{
	bool restart = writer->kind == SYNTHETIC_RESTART;
	double length_ns = restart ? 1e10 : 3e8;
	double pps = 36000 * (treatment ? treatment->rate : 1) * jitter(writer, .02);
	double operations = floor(pps * length_ns / 1e9);
	double cpu_ns = 10979 * (treatment ? treatment->cpu : 1) + (statistics ? 40 : 0);

	counters->value[COUNTER_length_ns] = length_ns;
	counters->value[COUNTER_operations] = operations;
	counters->value[COUNTER_received_bytes] = operations * DATAGRAM_BYTES;
	counters->value[COUNTER_receiver_cpu_ns] = operations * cpu_ns * jitter(writer, .01);
	counters->value[COUNTER_sleeps] =
	    floor(operations * (treatment ? treatment->sleeps : .103) * jitter(writer, .05));
	counters->value[COUNTER_sender_datagrams] = floor(operations * 1.01);
	counters->value[COUNTER_sender_cpu_ns] = operations * 12240 * jitter(writer, .01);
	counters->value[COUNTER_drops] = 0;
	counters->value[COUNTER_steal_ns] = 0;
	if (restart)
		fill_way(counters, operations, length_ns);
}

static void fill_hits(const struct treatment *treatment, struct counters *counters)
{
	double operations = counters->value[COUNTER_operations];

	counters->value[COUNTER_hit_operations] = operations;
	counters->value[COUNTER_hits] = treatment ? operations : 0;
	counters->value[COUNTER_misses] = 0;
	if (treatment)
		counters->value[COUNTER_run_time_ns] = floor(operations * treatment->kernel_ns);
}

static int add_sample(struct writer *writer, int64_t visit, const char *workload, size_t t,
		      bool statistics, unsigned int window)
{
	const struct treatment *treatment = t < ARRAY_SIZE(treatments) ? &treatments[t] : NULL;
	struct sample_record sample = {
		.visit = visit,
		.configuration =
		    treatment ? writer->treatment[t][statistics] : writer->baseline[statistics],
		.window = window,
		.started_ns = writer->clock_ns += 400000000,
	};

	counters_clear(&sample.counters);
	if (is_counted(writer))
		count_drain(writer, treatment, statistics, &sample.counters);
	else if (strcmp(workload, "udp-drain") == 0)
		fill_drain(writer, treatment, statistics, &sample.counters);
	else
		fill_traffic(writer, treatment, statistics, &sample.counters);
	if (statistics)
		fill_hits(treatment, &sample.counters);
	return store_sample_add(writer->store, &sample, writer->err);
}

static int begin_visit(struct writer *writer, const char *workload, size_t t, unsigned int block,
		       unsigned int position, unsigned int baseline, int64_t *ret_visit)
{
	bool treated = t < ARRAY_SIZE(treatments);
	struct visit_record visit = {
		.workload = (char *)workload,
		.cell = writer->cell,
		.block = block,
		.position = position,
		.baseline = baseline,
		.mechanism = (char *)(treated ? treatments[t].mechanism : "fentry"),
		.program = (char *)(treated ? treatments[t].program : "null"),
		.hook = (char *)(hostile(writer) ? synthetic_hostile_text
				 : treated	 ? "udp_recvmsg"
						 : "bpf_get_numa_node_id"),
	};

	return store_visit_begin(writer->store, writer->run.id, &visit, ret_visit, writer->err);
}

static int end_visit(struct writer *writer, int64_t visit, const char *reason)
{
	json_t *proof = json_pack("{s:s, s:b}", "attached", "synthetic", "clean", 1);
	int code = store_visit_end(writer->store, visit, reason ? "dropped" : "kept", reason, proof,
				   writer->err);

	json_decref(proof);
	return code;
}

/* Block 3 loses a baseline of iperf3, block 5 one treatment's proof. */
static const char *dropped_for(const struct writer *writer, const char *workload, size_t t,
			       unsigned int block, unsigned int baseline)
{
	if (strcmp(workload, "iperf3") != 0)
		return NULL;
	if (block == 3 && t >= ARRAY_SIZE(treatments) && baseline == 1)
		return "steal time 31 ms in the window";
	if (block == 5 && t == 1)
		return hostile(writer) ? synthetic_hostile_text
				       : "hits 9,812 against 10,950 operations";
	return NULL;
}

static int add_visit(struct writer *writer, const char *workload, size_t t, unsigned int block,
		     unsigned int position, unsigned int baseline)
{
	int64_t visit;
	int code = begin_visit(writer, workload, t, block, position, baseline, &visit);

	for (unsigned int window = 0; window < 2 && code == 0; window++)
		code = add_sample(writer, visit, workload, t, window == 1, window);
	if (code < 0)
		return code;
	return end_visit(writer, visit, dropped_for(writer, workload, t, block, baseline));
}

/* What this kernel does not have. */
static bool is_left_out(const struct writer *writer, size_t t)
{
	return writer->made->without_fprobe && t < ARRAY_SIZE(treatments) &&
	       strcmp(treatments[t].mechanism, "kprobe-fprobe") == 0;
}

static unsigned int blocks_of(const struct writer *writer)
{
	return writer->kind == SYNTHETIC_CELLS ? CELL_BLOCKS : BLOCKS;
}

static int add_blocks(struct writer *writer, const char *workload)
{
	size_t visits = ARRAY_SIZE(treatments) + 2;
	int code = 0;

	for (unsigned int block = 0; block < blocks_of(writer); block++)
		for (unsigned int position = 0; position < visits && code == 0; position++) {
			/* Another order in each block; the last two numbers are the baselines. */
			size_t t = (position + block) % visits;

			if (!is_left_out(writer, t))
				code = add_visit(writer, workload, t, block, position,
						 t == visits - 1 ? 1 : 0);
		}
	return code;
}

static int add_restart_visit(struct writer *writer, size_t t, bool statistics,
			     unsigned int position, unsigned int baseline)
{
	int64_t visit;
	int code = begin_visit(writer, "iperf3", t, 0, position, baseline, &visit);

	for (unsigned int window = 0; window < RESTART_SAMPLES && code == 0; window++)
		code = add_sample(writer, visit, "iperf3", t, statistics, window);
	return code < 0 ? code : end_visit(writer, visit, NULL);
}

static int add_restart(struct writer *writer)
{
	int code = add_restart_visit(writer, SIZE_MAX, false, 0, 0);
	unsigned int position = 1;

	for (size_t t = 0; t < ARRAY_SIZE(treatments); t++)
		for (int statistics = 0; statistics < 2 && code == 0; statistics++)
			code = add_restart_visit(writer, t, statistics, position++, 0);
	return code < 0 ? code : add_restart_visit(writer, SIZE_MAX, false, position, 1);
}

/* The last treatment's line is of another slope than its cost. */
static void fill_micro(struct writer *writer, size_t t, bool statistics, struct counters *counters)
{
	bool exact = writer->kind == SYNTHETIC_EXACT;
	double cost = treatments[t].direct_ns / 2 + (statistics ? 82 : 0);
	double slope = t + 1 == ARRAY_SIZE(treatments) ? cost + 40 : cost;

	counters->value[COUNTER_events] = 750;
	counters->value[COUNTER_chunks] = 40;
	counters->value[COUNTER_chunks_agreeing] = exact ? 39 : 1;
	counters->value[COUNTER_chunks_disturbed] = 3;
	counters->value[COUNTER_event_ns] = floor(cost) + (exact ? .004 : jitter(writer, .2));
	counters->value[COUNTER_event_slope_ns] = floor(slope) + (exact ? 0 : jitter(writer, .3));
	counters->value[COUNTER_event_bare_ns] = 5.53 * (exact ? 1 : jitter(writer, .01));
	counters->value[COUNTER_hits] = 750;
	counters->value[COUNTER_hit_operations] = 750;
	counters->value[COUNTER_misses] = 0;
	counters->value[COUNTER_run_time_ns] = 750 * treatments[t].kernel_ns;
}

static int add_reload(struct writer *writer, size_t t, unsigned int block)
{
	json_t *proof = json_pack("{s:s}", "trigger", "bpf_get_numa_node_id");
	int64_t visit;
	int code = begin_visit(writer, "micro", t, block, (unsigned int)t, 0, &visit);

	for (unsigned int window = 0; window < 2 && code == 0; window++) {
		struct sample_record sample = {
			.visit = visit,
			.configuration = writer->treatment[t][window],
			.window = window,
			.started_ns = writer->clock_ns += 200000000,
		};

		counters_clear(&sample.counters);
		fill_micro(writer, t, window == 1, &sample.counters);
		code = store_sample_add(writer->store, &sample, writer->err);
	}
	if (code == 0)
		code = store_visit_end(writer->store, visit, "kept", NULL, proof, writer->err);
	json_decref(proof);
	return code;
}

static int add_reloads(struct writer *writer)
{
	int code = 0;

	for (unsigned int block = 0; block < MICRO_RELOADS; block++)
		for (size_t t = 0; t < ARRAY_SIZE(treatments) && code == 0; t++)
			code = add_reload(writer, t, block);
	return code;
}

static int set_result(struct writer *writer, int64_t configuration, const char *workload,
		      const char *status, const char *reason)
{
	bool traffic = strcmp(workload, "iperf3") == 0;
	struct result_record result = {
		.cell = writer->cell,
		.configuration = configuration,
		.workload = (char *)workload,
		.status = (char *)status,
		.reason = (char *)reason,
		.hits_source = reason ? NULL : "statistics-window",
		.receiver = traffic ? "free" : NULL,
	};

	return store_result_set(writer->store, writer->run.id, &result, writer->err);
}

#define NO_FPROBE "this kernel has no fprobe: CONFIG_FPROBE is not set"

static int set_treatment(struct writer *writer, size_t t, const char *workload)
{
	const char *reason = is_left_out(writer, t) ? NO_FPROBE : NULL;
	int code = 0;

	for (int statistics = 0; statistics < 2 && code == 0; statistics++)
		code = set_result(writer, writer->treatment[t][statistics], workload,
				  reason ? "unsupported" : "measured", reason);
	return code;
}

static int set_results(struct writer *writer, const char *workload)
{
	const char *reason =
	    hostile(writer) ? synthetic_hostile_text : "CONFIG_FPROBE is not set in synthetic-6.12";
	bool restart = writer->kind == SYNTHETIC_RESTART;
	int code = 0;

	if (!is_micro(writer))
		code = set_result(writer, writer->baseline[0], workload, "measured", NULL);
	if (code == 0 && !restart && !is_micro(writer))
		code = set_result(writer, writer->baseline[1], workload, "measured", NULL);
	for (size_t t = 0; t < ARRAY_SIZE(treatments) && code == 0; t++)
		code = set_treatment(writer, t, workload);
	if (code < 0 || writer->kind == SYNTHETIC_CELLS)
		return code;
	return set_result(writer, writer->unsupported, workload, "unsupported", reason);
}

static json_t *facts_of(const char *release, const char *cpu, const char *accelerator,
			const char *timing)
{
	return json_pack("{s:s, s:s, s:i, s:s, s:s}", "release", release, "cpu_model", cpu, "cpus",
			 2, "accelerator", accelerator, "timing", timing);
}

static int add_cell(struct writer *writer)
{
	bool kvm = writer->kind == SYNTHETIC_RESTART || writer->kind == SYNTHETIC_MICRO;
	const char *tcg = writer->kind == SYNTHETIC_EXACT ? "icount" : "emulated";
	struct cell_record cell = { .target = "vm", .timing = "timed", .cpus = 2, .state = "done" };
	int code;

	if (writer->kind == SYNTHETIC_EXACT)
		cell.timing = "counted";
	cell.facts = facts_of(hostile(writer) ? hostile_json_text : "synthetic-6.12",
			      hostile(writer) ? hostile_json_text : "Synthetic CPU",
			      kvm ? "kvm" : "tcg", kvm ? "kvm" : tcg);
	code = store_cell_add(writer->store, writer->run.id, &cell, &writer->cell, writer->err);
	json_decref(cell.facts);
	return code;
}

static int add_made_cell(struct writer *writer, unsigned int number)
{
	const struct made_cell *made = &made_cells[number];
	struct cell_record cell = {
		.number = number,
		.target = "vm",
		.kernel = (char *)made->kernel,
		.architecture = "x86_64",
		.timing = (char *)made->timing,
		.boot = made->boot,
		.cpus = 2,
		.state = made->failure ? "failed" : "done",
		.reason = (char *)made->failure,
	};
	int code;

	if (!made->failure)
		cell.facts = facts_of(made->release, "Synthetic CPU", "tcg",
				      strcmp(made->timing, "counted") ? "emulated" : "icount");
	code = store_cell_add(writer->store, writer->run.id, &cell, &writer->cell, writer->err);
	json_decref(cell.facts);
	writer->made = made;
	return code;
}

static int begin_run(struct writer *writer)
{
	json_t *study = json_pack("{s:s, s:i, s:s}", "function",
				  hostile(writer) ? hostile_json_text : "udp_recvmsg", "length",
				  DATAGRAM_BYTES, "client", "guest");
	int code;

	writer->run = (struct run_record){
		.label =
		    (char *)(hostile(writer) ? synthetic_hostile_text : "synthetic, not measured"),
		.study_name = (char *)(hostile(writer) ? synthetic_hostile_text : "synthetic"),
		.protocol = writer->kind == SYNTHETIC_RESTART ? "restart" : "switch",
		.command_line = "bpftax run studies/synthetic.ini",
		.version = "0.1.0",
		.study = study,
		.seed = 4711,
		.started_s = 1700000000,
	};
	/* A JSON study's text is UTF-8 or nothing; the hostile bytes go where text is free. */
	code = store_run_begin(writer->store, &writer->run, writer->err);
	json_decref(study);
	return code;
}

static int write_workload(struct writer *writer, const char *workload)
{
	int code = add_blocks(writer, workload);

	return code < 0 ? code : set_results(writer, workload);
}

static int write_made_cell(struct writer *writer, unsigned int number)
{
	int code = add_made_cell(writer, number);

	if (code < 0 || writer->made->failure)
		return code;
	code = write_workload(writer, "udp-drain");
	return code < 0 || is_counted(writer) || writer->made->boot
		   ? code
		   : write_workload(writer, "iperf3");
}

static int write_cells(struct writer *writer)
{
	int code = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(made_cells) && code == 0; i++)
		code = write_made_cell(writer, i);
	return code;
}

static int write_samples(struct writer *writer)
{
	int code;

	if (writer->kind == SYNTHETIC_CELLS)
		return write_cells(writer);

	if (writer->kind == SYNTHETIC_RESTART) {
		code = add_restart(writer);
		return code < 0 ? code : set_results(writer, "iperf3");
	}
	if (is_micro(writer)) {
		code = add_reloads(writer);
		return code < 0 ? code : set_results(writer, "micro");
	}
	code = add_blocks(writer, "udp-drain");
	if (code == 0)
		code = add_blocks(writer, "iperf3");
	if (code == 0)
		code = set_results(writer, "udp-drain");
	return code < 0 ? code : set_results(writer, "iperf3");
}

static int write_run(struct writer *writer)
{
	int code = begin_run(writer);

	if (code == 0 && writer->kind != SYNTHETIC_CELLS)
		code = add_cell(writer);
	if (code == 0)
		code = add_configurations(writer);
	if (code == 0)
		code = write_samples(writer);
	if (code == 0)
		code = store_note_add(writer->store, writer->run.id,
				      "Synthetic data: these numbers were made up for a test.",
				      writer->err);
	return code < 0 ? code
			: store_run_end(writer->store, writer->run.id, 243.5, false, writer->err);
}

/* The id is random by design; a golden file wants it fixed. */
static int fix_run_id(const char *path, const struct writer *writer)
{
	static const char *const tables[] = { "cell",  "treatment", "plan", "configuration",
					      "visit", "result",    "note" };
	char id[RUN_ID_LENGTH + 1], sql[256];
	sqlite3 *database;
	int result;

	memset(id, '1' + (int)writer->kind, RUN_ID_LENGTH);
	id[RUN_ID_LENGTH] = '\0';
	result = sqlite3_open(path, &database);
	snprintf(sql, sizeof(sql), "UPDATE run SET id = '%s' WHERE id = '%s'", id, writer->run.id);
	if (result == SQLITE_OK)
		result = sqlite3_exec(database, sql, NULL, NULL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(tables) && result == SQLITE_OK; i++) {
		snprintf(sql, sizeof(sql), "UPDATE %s SET run = '%s' WHERE run = '%s'", tables[i],
			 id, writer->run.id);
		result = sqlite3_exec(database, sql, NULL, NULL, NULL);
	}
	sqlite3_close(database);
	return result == SQLITE_OK ? 0 : -EIO;
}

int synthetic_run_write(const char *path, enum synthetic_kind kind, struct error *err)
{
	struct writer writer = {
		.kind = kind, .made = &only_cell, .random = 1234 + kind, .err = err
	};
	int code = store_open(path, STORE_WRITE, &writer.store, err);

	if (code < 0)
		return code;
	code = write_run(&writer);
	store_close(writer.store);
	return code < 0 ? code : fix_run_id(path, &writer);
}
