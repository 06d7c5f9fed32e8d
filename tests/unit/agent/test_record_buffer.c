// SPDX-License-Identifier: GPL-2.0-or-later
/* Buffers as the kernel lays them out, without a kernel: records as bpf_ringbuf_submit() and perf
 * write them. */
#include "agent/record_buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <string.h>

#define BYTES 256

struct ring {
	unsigned long reader, writer;
	_Alignas(8) unsigned char data[BYTES];
	struct record_buffer buffer;
};

static void ring_begin(struct ring *ring, unsigned long at)
{
	*ring = (struct ring){ .reader = at, .writer = at };
	ring->buffer = (struct record_buffer){
		.size = BYTES, .head = &ring->reader, .tail = &ring->writer, .data = ring->data
	};
}

static void ring_write(struct ring *ring, uint32_t length, uint32_t flags)
{
	uint32_t header = length | flags;

	memcpy(ring->data + ring->writer % BYTES, &header, sizeof(header));
	ring->writer += (length + 15) / 8 * 8;
}

static void ring_records_are_read_as_far_as_they_are_written(void **state)
{
	uint64_t records = 0;
	struct ring ring;

	(void)state;
	ring_begin(&ring, BYTES - 24);
	ring_write(&ring, 16, 0);
	ring_write(&ring, 9, 0);
	ring_write(&ring, 8, BPF_RINGBUF_DISCARD_BIT);
	ring_write(&ring, 8, BPF_RINGBUF_BUSY_BIT);
	ring_write(&ring, 8, 0);
	record_buffer_read(&ring.buffer, &records);
	assert_int_equal(records, 2);
	assert_int_equal(ring.reader, BYTES - 24 + 24 + 24 + 16);
	record_buffer_read(&ring.buffer, &records);
	assert_int_equal(records, 2);
	assert_int_equal(ring.buffer.lost, 0);
}

/* The kernel refuses what would leave no byte between the writer and the reader. */
static void a_ring_is_full_where_none_like_the_last_has_room(void **state)
{
	struct ring ring;
	bool full = true;

	(void)state;
	ring_begin(&ring, 0);
	assert_int_equal(record_buffer_unread(&ring.buffer, &full), 0);
	assert_false(full);
	for (int i = 0; i < 9; i++)
		ring_write(&ring, 16, 0);
	assert_int_equal(record_buffer_unread(&ring.buffer, &full), 9);
	assert_false(full);
	ring_write(&ring, 16, 0);
	assert_int_equal(record_buffer_unread(&ring.buffer, &full), 10);
	assert_true(full);
}

struct perf {
	struct perf_event_mmap_page page;
	_Alignas(8) unsigned char data[BYTES];
	struct record_buffer buffer;
};

static void perf_write(struct perf *perf, uint32_t type, const void *bytes, uint16_t size)
{
	struct perf_event_header header = { .type = type,
					    .size = (uint16_t)(sizeof(header) + size) };
	unsigned char record[64] = {};

	memcpy(record, &header, sizeof(header));
	memcpy(record + sizeof(header), bytes, size);
	for (size_t i = 0; i < header.size; i++)
		perf->data[perf->page.data_head++ % BYTES] = record[i];
}

static void perf_records_and_what_was_lost_also_around_the_end(void **state)
{
	uint64_t lost[] = { 5, 70000 }, some[3] = {};
	uint64_t records = 0;
	struct perf perf = {};

	(void)state;
	perf.buffer = (struct record_buffer){
		.is_perf = true, .size = BYTES, .head = &perf.page, .data = perf.data
	};
	perf.page.data_head = perf.page.data_tail = BYTES - 48;
	perf_write(&perf, PERF_RECORD_SAMPLE, some, sizeof(some));
	perf_write(&perf, PERF_RECORD_LOST, lost, sizeof(lost));
	perf_write(&perf, PERF_RECORD_SAMPLE, some, sizeof(some));
	perf_write(&perf, PERF_RECORD_THROTTLE, some, sizeof(some));
	record_buffer_read(&perf.buffer, &records);
	assert_int_equal(records, 2);
	assert_int_equal(perf.buffer.lost, 70000);
	assert_int_equal(perf.page.data_tail, perf.page.data_head);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ring_records_are_read_as_far_as_they_are_written),
		cmocka_unit_test(a_ring_is_full_where_none_like_the_last_has_room),
		cmocka_unit_test(perf_records_and_what_was_lost_also_around_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
