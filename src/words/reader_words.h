/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_READER_WORDS_H
#define BPFTAX_WORDS_READER_WORDS_H

/*
 * What became of the records that programs of somebody's objects write (agent/reader.h): a figure
 * of a full buffer is one of events that write nothing.
 *
 *	code = say_unread(&sentences, run);            // before any figure
 *	code = say_read(&sentences, workload);         // beside them
 */

#include "estimate/run_report.h"
#include "words/workload_sentences.h"

/* Of each program one of whose buffers is full, or was never opened.  0 or -ENOMEM. */
int say_unread(struct sentences *to, const struct run_report *run);

/* Of each whose records were read: how many, what was lost, what a reader took that was woken. */
int say_read(struct sentences *to, const struct report_workload *workload);

#endif
