// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic_cells.h"

#include <string.h>
#include "common/cleanup.h"
#include "synthetic_blocks.h"
#include "synthetic_run.h"

#define OLD_KERNEL "debian-6.1-cloud", "6.1.0-44-cloud-amd64"
#define NEW_KERNEL "debian-6.12-cloud", "6.12.117-cloud-amd64"

static const struct synthetic_cell made_cells[] = {
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

static const struct synthetic_cell study_cells[] = {
	{ NEW_KERNEL, "counted", 0, 1, 0, NULL, false },
	{ NEW_KERNEL, "timed", 0, 1, 0, NULL, false },
};

const struct synthetic_cell synthetic_only_cell = { .timing = "timed", .factor = 1 };

static json_t *facts_of(const char *release, const char *cpu, const char *accelerator,
			const char *timing)
{
	return json_pack("{s:s, s:s, s:i, s:s, s:s}", "release", release, "cpu_model", cpu, "cpus",
			 2, "accelerator", accelerator, "timing", timing);
}

int synthetic_cell_add(struct synthetic_writer *writer)
{
	bool kvm = writer->kind == SYNTHETIC_RESTART || writer->kind == SYNTHETIC_MICRO;
	const char *tcg = writer->kind == SYNTHETIC_EXACT ? "icount" : "emulated";
	struct cell_record cell = { .target = "vm", .timing = "timed", .cpus = 2, .state = "done" };
	int code;

	if (writer->kind == SYNTHETIC_EXACT)
		cell.timing = "counted";
	cell.facts =
	    facts_of(synthetic_is_hostile(writer) ? synthetic_hostile_json : "synthetic-6.12",
		     synthetic_is_hostile(writer) ? synthetic_hostile_json : "Synthetic CPU",
		     kvm ? "kvm" : "tcg", kvm ? "kvm" : tcg);
	code = store_cell_add(writer->store, writer->run.id, &cell, &writer->cell, writer->err);
	json_decref(cell.facts);
	return code;
}

/* What tells that two cells ran one image, and how busy others were meanwhile. */
static void add_study_facts(const struct synthetic_writer *writer, json_t *facts)
{
	bool noisy = writer->kind == SYNTHETIC_NOISY;

	json_object_set_new(facts, "kernel_version", json_string("#1 SMP synthetic"));
	json_object_set_new(facts, "architecture", json_string("x86_64"));
	json_object_set_new(facts, "environment",
			    json_pack("{s:{s:f, s:f}}", "during", "other_load_cpus",
				      noisy ? 1.02 : .03, "steal_cpus", 0.));
}

static int add_made_cell(struct synthetic_writer *writer, const struct synthetic_cell *made,
			 unsigned int number)
{
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
	if (writer->kind != SYNTHETIC_CELLS)
		add_study_facts(writer, cell.facts);
	code = store_cell_add(writer->store, writer->run.id, &cell, &writer->cell, writer->err);
	json_decref(cell.facts);
	writer->made = made;
	return code;
}

static int write_made_cell(struct synthetic_writer *writer, const struct synthetic_cell *made,
			   unsigned int number)
{
	int code = add_made_cell(writer, made, number);

	if (code < 0 || writer->made->failure)
		return code;
	code = synthetic_workload_write(writer, "udp-drain");
	return code < 0 || synthetic_is_counted(writer) || writer->made->boot
		   ? code
		   : synthetic_workload_write(writer, "iperf3");
}

int synthetic_cells_write(struct synthetic_writer *writer)
{
	bool study = writer->kind != SYNTHETIC_CELLS;
	const struct synthetic_cell *cells = study ? study_cells : made_cells;
	unsigned int count = study ? ARRAY_SIZE(study_cells) : ARRAY_SIZE(made_cells);
	int code = 0;

	for (unsigned int i = 0; i < count && code == 0; i++)
		code = write_made_cell(writer, &cells[i], i);
	return code;
}
