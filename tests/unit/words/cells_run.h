/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_CELLS_RUN_H
#define TESTS_CELLS_RUN_H

/* The synthetic run of several cells (synthetic_run.h), as it is loaded from a store. */

#include "store/store.h"

/* For run_data_free(); a test changes what it likes. */
struct run_data *cells_run_load(void);

#endif
