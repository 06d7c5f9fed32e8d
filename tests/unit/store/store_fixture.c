// SPDX-License-Identifier: GPL-2.0-or-later
#include "store_fixture.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_configurations(struct fixture *fixture)
{
	struct treatment_record sham = { .name = "baseline",
					 .kind = "sham",
					 .mechanism = "",
					 .program = "",
					 .threads = 1,
					 .programs = 1 };
	struct treatment_record null = { .number = 1,
					 .name = "fentry-null",
					 .kind = "builtin",
					 .mechanism = "fentry",
					 .program = "null",
					 .threads = 1,
					 .programs = 1 };
	struct configuration_record baseline = {
		.name = "baseline", .mechanism = "", .program = "null", .delay_ns = NAN
	};
	struct configuration_record fentry = {
		.name = "fentry-null", .mechanism = "fentry", .program = "null", .delay_ns = NAN
	};
	const char *run = fixture->run.id;
	struct error err;

	assert_int_equal(store_treatment_add(fixture->store, run, &sham, &baseline.treatment, &err),
			 0);
	assert_int_equal(store_treatment_add(fixture->store, run, &null, &fentry.treatment, &err),
			 0);
	assert_int_equal(
	    store_configuration_add(fixture->store, run, &baseline, &fixture->baseline, &err), 0);
	assert_int_equal(
	    store_configuration_add(fixture->store, run, &fentry, &fixture->fentry, &err), 0);
}

static void begin_run(struct fixture *fixture)
{
	json_t *study = json_pack("{s:s}", "function", "udp_recvmsg");
	struct cell_record cell = { .target = "vm", .kernel = "6.12", .timing = "timed" };
	struct error err;

	fixture->run = (struct run_record){ .label = "a label",
					    .study_name = "udp-recvmsg",
					    .protocol = "switch",
					    .command_line = "bpftax run",
					    .version = "0.1",
					    .study = study,
					    .seed = UINT64_MAX,
					    .started_s = 1700000000 };
	assert_int_equal(store_run_begin(fixture->store, &fixture->run, &err), 0);
	assert_int_equal(
	    store_cell_add(fixture->store, fixture->run.id, &cell, &fixture->cell, &err), 0);
	cell.id = fixture->cell;
	cell.facts = json_pack("{s:s, s:s}", "release", "6.12", "timing", "kvm");
	cell.architecture = "x86_64";
	cell.cpus = 2;
	assert_int_equal(store_cell_update(fixture->store, &cell, &err), 0);
	add_configurations(fixture);
	json_decref(study);
	json_decref(cell.facts);
	fixture->run.study = NULL;
}

int fixture_set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	struct error err = { 0 };

	strcpy(fixture->directory, "/tmp/bpftax-test-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	snprintf(fixture->path, sizeof(fixture->path), "%s/new/dir/bpftax.db", fixture->directory);
	if (store_open(fixture->path, STORE_WRITE, &fixture->store, &err) < 0)
		fail_msg("%s", err.text);
	begin_run(fixture);
	*state = fixture;
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	(void)status;
	(void)type;
	(void)ftw;
	return remove(path);
}

int fixture_tear_down(void **state)
{
	struct fixture *fixture = *state;

	store_close(fixture->store);
	nftw(fixture->directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

int64_t fixture_visit(struct fixture *fixture, unsigned int position)
{
	struct visit_record visit = { .workload = "iperf3",
				      .cell = fixture->cell,
				      .position = position,
				      .mechanism = "fentry",
				      .program = "null",
				      .hook = "udp_recvmsg" };
	struct error err = { 0 };
	int64_t id = 0;

	if (store_visit_begin(fixture->store, fixture->run.id, &visit, &id, &err) < 0)
		fail_msg("%s", err.text);
	return id;
}

void fixture_sample(struct fixture *fixture, int64_t visit, unsigned int window, double operations)
{
	struct sample_record sample = {
		.visit = visit, .configuration = fixture->fentry, .window = window, .started_ns = 5
	};
	struct error err = { 0 };

	counters_clear(&sample.counters);
	sample.counters.value[COUNTER_operations] = operations;
	if (store_sample_add(fixture->store, &sample, &err) < 0)
		fail_msg("%s", err.text);
}
