/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_LOAD_H
#define SYNTHETIC_LOAD_H

/* A synthetic run as a report takes it, through a store that is gone afterwards. */

#include "store/store.h"
#include "synthetic_run.h"

/* The caller frees (run_data_free()); NULL when any step failed, or something stayed behind. */
struct run_data *synthetic_run_load(enum synthetic_kind kind);

#endif
