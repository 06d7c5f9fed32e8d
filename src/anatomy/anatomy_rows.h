/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_ROWS_H
#define BPFTAX_ANATOMY_ANATOMY_ROWS_H

/*
 * The rows of an anatomy and their sum, by name, and with layers by name or as the bare event has
 * them too, until anatomy_frames.h knows better.  A step of anatomy_make.h.
 */

#include "anatomy/anatomy.h"
#include "anatomy/code_functions.h"

/* attached, bare: of each function, over the anatomy's events.  0 or -ENOMEM. */
int anatomy_rows_make(struct anatomy *anatomy, const struct code_functions *functions,
		      const struct counts *attached, const struct counts *bare);

/* The function's row, or NULL; texts are compared as pointers, as all are of one pool. */
struct anatomy_row *anatomy_row_find(const struct anatomy *anatomy, const char *function,
				     const char *module);

#endif
