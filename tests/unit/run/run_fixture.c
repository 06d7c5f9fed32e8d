// SPDX-License-Identifier: GPL-2.0-or-later
#include "run_fixture.h"
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
	char path[64];
	struct error err = { 0 };

	snprintf(path, sizeof(path), "%s/store.db", f->directory);
	assert_int_equal(store_open(path, STORE_WRITE, &f->context.store, &err), 0);
	f->session.record = (struct run_record){ .study_name = "test",
						 .protocol = "switch",
						 .command_line = "test",
						 .version = "0",
						 .study = study_to_json(&f->study),
						 .duration_s = NAN };
	assert_int_equal(store_run_begin(f->context.store, &f->session.record, &err), 0);
	json_decref(f->session.record.study);
}

void run_fixture_begin(struct run_fixture *f)
{
	strcpy(f->directory, "/tmp/bpftax-run-XXXXXX");
	assert_non_null(mkdtemp(f->directory));
	study_init(&f->study);
	f->session.study = &f->study;
	f->session.context = &f->context;
	f->session.release = "fake";
	run_make(f);
}

static void cell_make(struct run_fixture *f)
{
	struct cell_record *cell = &f->session.cell;
	struct error err = { 0 };

	cell->target = "fake";
	cell->timing = "timed";
	assert_int_equal(
	    store_cell_add(f->context.store, f->session.record.id, cell, &cell->id, &err), 0);
}

void run_fixture_prepare(struct run_fixture *f)
{
	struct error err = { 0 };

	cell_make(f);
	assert_int_equal(session_plan_prepare(&f->session, &err), 0);
	assert_int_equal(configurations_store(&f->session, &err), 0);
}

void run_fixture_target(struct run_fixture *f, const struct target_exchange *script, size_t count)
{
	struct error err = { 0 };

	f->config =
	    (struct target_config){ .kind = "fake", .exchanges = script, .exchanges_count = count };
	assert_int_equal(target_start(&f->config, &f->session.target, &err), 0);
}

void run_fixture_end(struct run_fixture *f)
{
	char command[64];

	target_stop(f->session.target);
	session_plan_release(&f->session);
	store_close(f->context.store);
	study_free(&f->study);
	snprintf(command, sizeof(command), "rm -r %s", f->directory);
	assert_int_equal(system(command), 0);
}
