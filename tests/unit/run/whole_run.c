// SPDX-License-Identifier: GPL-2.0-or-later
#include "whole_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "study/options.h"

void whole_run_begin(struct run_fixture *fixture)
{
	run_fixture_begin(fixture);
	fixture->context.command_line = "test";
	fixture->context.version = "0";
	fake_agent = (struct fake_agent){ .longest_ns = 181535 };
}

void whole_run_option(struct run_fixture *fixture, const char *name, const char *value)
{
	struct error err = { 0 };

	if (option_set(option_find(name, OPTION_FOR_RUN), value, &fixture->study, &err) < 0)
		fail_msg("%s", err.text);
}

int whole_run(struct run_fixture *fixture, struct run_outcome *ret_outcome, struct error *err)
{
	struct cell_list cells;
	int done;

	if (cells_make(&fixture->study, &cells, err) < 0)
		fail_msg("%s", err->text);
	done = run_study(&fixture->study, &cells, &fixture->context, ret_outcome, err);
	cells_free(&cells);
	return done;
}

struct run_data *whole_run_stored(struct run_fixture *fixture, const struct run_outcome *outcome)
{
	struct run_data *data = NULL;
	struct error err = { 0 };

	if (store_run_load(fixture->context.store, outcome->run_id, &data, &err) < 0)
		fail_msg("%s", err.text);
	return data;
}
