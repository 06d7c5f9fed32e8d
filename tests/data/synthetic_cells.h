/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_CELLS_H
#define SYNTHETIC_CELLS_H

/* The cells of a synthetic run: the only one, or those of a run of several. */

#include "synthetic_writer.h"

extern const struct synthetic_cell synthetic_only_cell;

int synthetic_cell_add(struct synthetic_writer *writer);

/* All cells of the run of several, with what was measured in them. */
int synthetic_cells_write(struct synthetic_writer *writer);

#endif
