// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/architectures.h"
#include "run_fixture.h"
#include "run/record.h"
#include "study/study_fields.h"
#include "study/study_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void run_make(struct run_fixture *f)
{
	struct run_record *record = &f->run.record;
	char path[64];
	struct error err = { 0 };

	snprintf(path, sizeof(path), "%s/store.db", f->directory);
	assert_int_equal(store_open(path, STORE_WRITE, &f->context.store, &err), 0);
	*record = (struct run_record){ .study_name = "test",
				       .protocol = "switch",
				       .command_line = "test",
				       .version = "0",
				       .study = study_to_json(&f->study),
				       .duration_s = NAN };
	assert_int_equal(store_run_begin(f->context.store, record, &err), 0);
	json_decref(record->study);
}

void run_fixture_begin(struct run_fixture *f)
{
	strcpy(f->directory, "/tmp/bpftax-run-XXXXXX");
	assert_non_null(mkdtemp(f->directory));
	study_init(&f->study);
	f->cell = (struct cell){ .target = "fake",
				 .kernel = "fake",
				 .architecture = architecture_name_own(),
				 .timing = TIMING_TIMED };
	f->cells = (struct cell_list){ &f->cell, 1 };
	assert_int_equal(run_init(&f->run, &f->study, &f->cells, &f->context), 0);
	bench_init(&f->bench, &f->run, &f->cell);
	f->bench.study = &f->study;
	f->bench.release = strdup("fake");
	run_make(f);
}

void run_fixture_prepare(struct run_fixture *f, const char *workload)
{
	struct error err = { 0 };

	f->bench.shams.usable = calloc(f->study.mechanisms.count, sizeof(bool));
	assert_int_equal(record_cell_begin(&f->bench, &err), 0);
	assert_int_equal(bench_plan_prepare(&f->bench, &err), 0);
	assert_int_equal(record_configurations(&f->bench, &err), 0);
	assert_int_equal(course_init(&f->course, &f->bench, workload, &err), 0);
}

void run_fixture_target(struct run_fixture *f, const struct target_exchange *script, size_t count)
{
	struct error err = { 0 };

	bench_target_stop(&f->bench); /* that of an earlier script */
	f->bench.config =
	    (struct target_config){ .kind = "fake", .exchanges = script, .exchanges_count = count };
	assert_int_equal(target_start(&f->bench.config, &f->bench.target, &err), 0);
}

void run_fixture_end(struct run_fixture *f)
{
	char command[64];

	course_release(&f->course);
	bench_release(&f->bench);
	run_release(&f->run);
	store_close(f->context.store);
	study_free(&f->study);
	snprintf(command, sizeof(command), "rm -r %s", f->directory);
	assert_int_equal(system(command), 0);
}
