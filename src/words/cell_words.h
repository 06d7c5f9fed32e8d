/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_CELL_WORDS_H
#define BPFTAX_WORDS_CELL_WORDS_H

/*
 * What a cell, or a kernel with all its boots, is called: the kernel as it was named, and beside it
 * what else tells the run's cells apart: "debian-6.12-cloud counted boot 1".  No two cells of a run
 * have one name.
 *
 *	CLEANUP_FREE char *name = cell_name(run, i);
 *
 * All texts are the caller's, who frees and escapes them; NULL without memory.
 */

#include "estimate/run_report.h"

/* A kernel's, as a column of a table has it: among those of one timing. */
char *cell_group_heading(const struct run_report *run, size_t group);

/* A kernel's, with its timing where the run has both. */
char *cell_group_name(const struct run_report *run, size_t group);

/* That, with the boot where there are several. */
char *cell_name(const struct run_report *run, size_t cell);

/* The cell's name and `after`, to stand before a name that several cells have; "" where there is
 * one cell. */
char *cell_prefix(const struct run_report *run, size_t cell, const char *after);

/*
 * The same for a figure of which it goes without saying whether it was counted or timed: "" also
 * where there is at most one cell of either.
 */
char *cell_prefix_of_timing(const struct run_report *run, size_t cell, const char *after);

/*
 * "cell 1: debian-6.12-cloud boot 1, Linux 6.12.117, Some CPU, 2 CPUs, tcg (emulated)": what stands
 * above all that is told of a cell.
 */
char *cell_heading(const struct run_report *run, size_t cell);

/* Why nothing of the cell was measured, where it failed as a whole or was not reached; NULL where
 * something was.  Borrowed. */
const char *cell_missing(const struct run_report *run, size_t cell);

/* The machine of a cell alone: "Linux 6.12.117, Some CPU, ..."; "" where it never answered. */
char *cell_machine(const struct cell_record *cell);

#endif
