/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

/* A store in a directory of its own, made before each test and removed after it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/store.h"

struct fixture {
	char directory[64];
	char path[128];
	struct store *store;
	struct run_record run;
	int64_t cell, baseline, fentry;
};

/* Opens for writing and begins a run with one cell and two configurations. */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* A visit of the fentry configuration. */
int64_t fixture_visit(struct fixture *fixture, unsigned int position);

/* A sample whose operations are as given. */
void fixture_sample(struct fixture *fixture, int64_t visit, unsigned int window, double operations);

#endif
