/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_MADE_H
#define BPFTAX_STORE_MADE_H

/*
 * What opening a store made, and how it goes away again when nothing came of it: a refused import
 * or a run that could not begin leaves no empty store behind.  Private to src/store.
 */

#include "store/sql.h"

/*
 * Makes the directories above the store that are missing, for their owner alone (as XDG asks), and
 * notes whether the store itself is there.  Before it is opened for writing.
 */
int store_make_directories(struct store *store, struct error *err);

/*
 * Closes the database.  When this process made the store, it holds no run and nobody else has it
 * open, the file goes, and so do the directories that were made for it.
 */
void store_close_unmaking(struct store *store);

#endif
