// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_writer.h"

#include <stdio.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "synthetic_run.h"

const struct synthetic_treatment synthetic_treatments[] = {
	{ "fentry-null", "fentry", "null", 261, 1.026, 1.004, .081, 31 },
	{ "fentry-map", "fentry", "map", 410, 1.041, 1.012, .066, 96 },
	{ "kprobe-int3-null", "kprobe-int3", "null", 1310, 1.058, 1.021, .023, 33 },
	{ "kprobe-fprobe-map", "kprobe-fprobe", "map", 560, .985, 1.015, .101, 97 },
};

/* About 1, within the given fraction (Park and Miller's generator: the same everywhere). */
/* How many times as noisy a machine is that others use as well. */
#define NOISE 25

double synthetic_jitter(struct synthetic_writer *writer, double fraction)
{
	writer->random = writer->random * 48271 % 2147483647;
	if (writer->kind == SYNTHETIC_NOISY)
		fraction = fmin(NOISE * fraction, .9);
	return 1 + fraction * (2 * (double)writer->random / 2147483647 - 1);
}

bool synthetic_is_made(const struct synthetic_writer *writer)
{
	return writer->kind == SYNTHETIC_CELLS || writer->kind == SYNTHETIC_STUDY ||
	       writer->kind == SYNTHETIC_NOISY;
}

bool synthetic_is_hostile(const struct synthetic_writer *writer)
{
	return writer->kind == SYNTHETIC_HOSTILE;
}

bool synthetic_is_counted(const struct synthetic_writer *writer)
{
	return strcmp(writer->made->timing, "counted") == 0;
}

bool synthetic_is_micro(const struct synthetic_writer *writer)
{
	return writer->kind == SYNTHETIC_MICRO || writer->kind == SYNTHETIC_EXACT;
}

/* What this kernel does not have. */
bool synthetic_is_left_out(const struct synthetic_writer *writer, size_t t)
{
	return writer->made->without_fprobe && t < ARRAY_SIZE(synthetic_treatments) &&
	       strcmp(synthetic_treatments[t].mechanism, "kprobe-fprobe") == 0;
}

static int add_treatment(struct synthetic_writer *writer, const char *name, const char *mechanism,
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

static int add_configuration(struct synthetic_writer *writer, int64_t treatment, const char *name,
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

static int add_pair(struct synthetic_writer *writer, const struct synthetic_treatment *treatment,
		    int64_t ret_ids[2])
{
	int64_t id;
	int code =
	    add_treatment(writer, treatment->name, treatment->mechanism, treatment->program, &id);

	for (int statistics = 0; statistics < 2 && code == 0; statistics++)
		code = add_configuration(writer, id, treatment->name, treatment->mechanism,
					 treatment->program, statistics, &ret_ids[statistics]);
	return code;
}

int synthetic_configurations_add(struct synthetic_writer *writer)
{
	const char *odd =
	    synthetic_is_hostile(writer) ? synthetic_hostile_text : "kretprobe-fprobe-null";
	/* The original has no baseline with statistics on. */
	int baselines = synthetic_is_micro(writer) ? 0 : writer->kind == SYNTHETIC_RESTART ? 1 : 2;
	int64_t sham = 0, unsupported;
	int code = baselines ? add_treatment(writer, "baseline", "", "", &sham) : 0;

	for (int statistics = 0; statistics < baselines && code == 0; statistics++)
		code = add_configuration(writer, sham, "baseline", "", "null", statistics,
					 &writer->baseline[statistics]);
	for (size_t t = 0; t < ARRAY_SIZE(synthetic_treatments) && code == 0; t++)
		code = add_pair(writer, &synthetic_treatments[t], writer->treatment[t]);
	if (code < 0 || synthetic_is_made(writer))
		return code;
	code = add_treatment(writer, odd, "kretprobe-fprobe", "null", &unsupported);
	return code < 0 ? code
			: add_configuration(writer, unsupported, odd, "kretprobe-fprobe", "null",
					    false, &writer->unsupported);
}

int synthetic_visit_begin(struct synthetic_writer *writer, const char *workload, size_t t,
			  unsigned int block, unsigned int position, unsigned int baseline,
			  int64_t *ret_visit)
{
	bool treated = t < ARRAY_SIZE(synthetic_treatments);
	struct visit_record visit = {
		.workload = (char *)workload,
		.cell = writer->cell,
		.block = block,
		.position = position,
		.baseline = baseline,
		.mechanism = (char *)(treated ? synthetic_treatments[t].mechanism : "fentry"),
		.program = (char *)(treated ? synthetic_treatments[t].program : "null"),
		.hook = (char *)(synthetic_is_hostile(writer) ? synthetic_hostile_text
				 : treated		      ? "udp_recvmsg"
							      : "bpf_get_numa_node_id"),
	};

	return store_visit_begin(writer->store, writer->run.id, &visit, ret_visit, writer->err);
}

int synthetic_visit_end(struct synthetic_writer *writer, int64_t visit, const char *reason)
{
	json_t *proof = json_pack("{s:s, s:b}", "attached", "synthetic", "clean", 1);
	int code = store_visit_end(writer->store, visit, reason ? "dropped" : "kept", reason, proof,
				   writer->err);

	json_decref(proof);
	return code;
}

static int set_result(struct synthetic_writer *writer, int64_t configuration, const char *workload,
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

static int set_treatment(struct synthetic_writer *writer, size_t t, const char *workload)
{
	const char *reason = synthetic_is_left_out(writer, t) ? NO_FPROBE : NULL;
	int code = 0;

	for (int statistics = 0; statistics < 2 && code == 0; statistics++)
		code = set_result(writer, writer->treatment[t][statistics], workload,
				  reason ? "unsupported" : "measured", reason);
	return code;
}

int synthetic_results_set(struct synthetic_writer *writer, const char *workload)
{
	const char *reason = synthetic_is_hostile(writer)
				 ? synthetic_hostile_text
				 : "CONFIG_FPROBE is not set in synthetic-6.12";
	bool restart = writer->kind == SYNTHETIC_RESTART;
	int code = 0;

	if (!synthetic_is_micro(writer))
		code = set_result(writer, writer->baseline[0], workload, "measured", NULL);
	if (code == 0 && !restart && !synthetic_is_micro(writer))
		code = set_result(writer, writer->baseline[1], workload, "measured", NULL);
	for (size_t t = 0; t < ARRAY_SIZE(synthetic_treatments) && code == 0; t++)
		code = set_treatment(writer, t, workload);
	if (code < 0 || synthetic_is_made(writer))
		return code;
	return set_result(writer, writer->unsupported, workload, "unsupported", reason);
}
