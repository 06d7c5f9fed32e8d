/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_BLOCKS_H
#define SYNTHETIC_BLOCKS_H

/* Visits of a workload in randomised blocks and as the original did it, with their windows. */

#include "synthetic_writer.h"

int synthetic_blocks_add(struct synthetic_writer *writer, const char *workload);
int synthetic_restart_add(struct synthetic_writer *writer);

/* Blocks and results of the workload, in the cell under way. */
int synthetic_workload_write(struct synthetic_writer *writer, const char *workload);

#endif
