/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_READER_H
#define BPFTAX_AGENT_READER_H

/*
 * Whoever reads what the programs of somebody's object write to its ring buffers and perf buffers.
 *
 *	struct reader *reader;
 *
 *	reader_open(loaded.object, CONSUMER_wake, &reader, &err);   // loaded, nothing attached yet
 *	...                                     // an event
 *	reader_catch_up(reader, &err);          // it has read that, and sleeps again
 *	json = reader_to_json(reader, &before);
 *	reader_close(reader);
 *
 * With nobody who reads (CONSUMER_none) it only looks whether ring buffers are full.  One that
 * polls reads in reader_catch_up(), by whoever calls it.  One that is woken is a thread of its own
 * (agent/reader_thread.h), on the CPU of whoever opened it: an event wakes it and is not
 * interrupted by it, so that what the event takes and what the reader takes are two
 * things.
 */

#include <bpf/libbpf.h>
#include <jansson.h>
#include "agent/reader_thread.h"
#include "common/error.h"
#include "protocol/consumers.h"

struct reader;

/* The object has to outlive it.  *ret_reader: NULL where no
 * program that is loaded uses such a buffer.  0 or a
 * negative errno. */
int reader_open(const struct bpf_object *object, enum consumer consumer, struct reader **ret_reader,
		struct error *err);

/*
 * What was written is read, by the one who polls; or as far as the reader was woken for it, which
 * is asleep again then.
 */
int reader_catch_up(struct reader *reader, struct error *err);

/* All of them so far; when it has caught up. */
struct reader_counts reader_counts(const struct reader *reader);

/*
 * {"consumer", "records", "wakeups", "reader_ns", "buffers": [{"name", "type", "bytes", "unread",
 * "full", "opened", "lost"}...]}, a new object: of these the counts as they are given, the buffers
 * as they are.  What is not known is absent: wakeups of who is not woken, lost of a ring buffer,
 * unread and full of a perf buffer; one that is not opened has "opened": false alone.
 */
json_t *reader_to_json(const struct reader *reader, const struct reader_counts *counts);

/* NULL is fine. */
void reader_close(struct reader *reader);

#endif
