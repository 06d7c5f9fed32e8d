/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_RECORD_BUFFER_H
#define BPFTAX_AGENT_RECORD_BUFFER_H

/*
 * A buffer that a program of somebody's object writes records to, as whoever reads it sees it: a
 * ring buffer (BPF_MAP_TYPE_RINGBUF), or what a CPU has in a perf buffer
 * (BPF_MAP_TYPE_PERF_EVENT_ARRAY).
 *
 *	struct record_buffer buffer;
 *	uint64_t records = 0;
 *
 *	record_buffer_open_ring(&buffer, map, &err);
 *	record_buffer_read(&buffer, &records);
 *	record_buffer_close(&buffer);
 *
 * Positions and headers are those of kernel/bpf/ringbuf.c and of perf_event_open(2).
 */

#include <bpf/libbpf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct record_buffer {
	const char *name; /* the map's */
	bool is_perf;
	int fd;		  /* to wait for; of a ring buffer the map's own */
	uint64_t size;	  /* of its data, in bytes */
	void *head;	  /* ring: the reader's page; perf: the page of both positions */
	const void *tail; /* ring: the writer's page; NULL: perf */
	const unsigned char *data;
	size_t mapped_bytes; /* of all behind the reader's page, or of all */
	uint64_t lost;	     /* records, as a full perf buffer says; a ring buffer says nothing */
};

/* 0 or a negative errno; then there is nothing to close. */
int record_buffer_open_ring(struct record_buffer *buffer, const struct bpf_map *map,
			    struct error *err);

/*
 * Of this CPU, and puts it into the map.  wakes: each record wakes whoever waits, as libbpf has it;
 * else none does.  -ENODEV: the CPU is not there.
 */
int record_buffer_open_perf(struct record_buffer *buffer, const struct bpf_map *map, int cpu,
			    bool wakes, struct error *err);

/* All that there is, one record after the other; adds how many. */
void record_buffer_read(struct record_buffer *buffer, uint64_t *records);

/*
 * Of a ring buffer that nobody writes to meanwhile: how many records wait in it, and whether there
 * is no room for another one like the last.
 */
uint64_t record_buffer_unread(const struct record_buffer *buffer, bool *ret_full);

/* Safe on zeroes. */
void record_buffer_close(struct record_buffer *buffer);

#endif
