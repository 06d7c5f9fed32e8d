/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_JSON_CELLS_H
#define BPFTAX_FORMATS_JSON_CELLS_H

/* Cells in the JSON of a report: what they are, and which one something is of. */

#include <jansson.h>
#include "estimate/run_report.h"

/* The root's "cells". */
json_t *cells_to_json(const struct run_report *run);

/* "cell": its number; nothing where the run has none. */
void json_put_cell(json_t *object, const struct run_report *run, size_t cell);

/* The same, but nothing where there is one cell, which goes without saying. */
void json_put_cell_of_several(json_t *object, const struct run_report *run, size_t cell);

#endif
