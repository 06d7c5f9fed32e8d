// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/record_buffer.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PERF_PAGES 64 /* as libbpf's own examples have it; a power of two */
/* Of a record of a perf buffer behind its header. */
#define LOST_COUNT_OFFSET (sizeof(struct perf_event_header) + sizeof(uint64_t))

static size_t page_bytes(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static int refuse(const char *name, int code, struct error *err)
{
	return error_errno(err, ERROR_RESULT, code, "buffer '%s' could not be opened to be read",
			   name);
}

/* The reader's page, and behind it for reading only the writer's and the data, twice. */
int record_buffer_open_ring(struct record_buffer *buffer, const struct bpf_map *map,
			    struct error *err)
{
	size_t page = page_bytes(), size = bpf_map__max_entries(map);
	size_t mapped = page + 2 * size;
	int fd = bpf_map__fd(map);
	void *reader = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), *writer;

	if (reader == MAP_FAILED)
		return refuse(bpf_map__name(map), errno, err);
	writer = mmap(NULL, mapped, PROT_READ, MAP_SHARED, fd, (off_t)page);
	if (writer == MAP_FAILED) {
		int code = errno;

		munmap(reader, page);
		return refuse(bpf_map__name(map), code, err);
	}
	*buffer = (struct record_buffer){ .name = bpf_map__name(map),
					  .fd = fd,
					  .size = size,
					  .head = reader,
					  .tail = writer,
					  .data = (const unsigned char *)writer + page,
					  .mapped_bytes = mapped };
	return 0;
}

/* Where nobody is to be woken, the watermark that wakes is as far off as it can be. */
static int output_event_open(int cpu, bool wakes)
{
	struct perf_event_attr attr = { .size = sizeof(attr),
					.type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.sample_period = 1 };

	if (wakes)
		attr.wakeup_events = 1;
	else {
		attr.watermark = 1;
		attr.wakeup_watermark = UINT32_MAX;
	}
	return (int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

int record_buffer_open_perf(struct record_buffer *buffer, const struct bpf_map *map, int cpu,
			    bool wakes, struct error *err)
{
	size_t page = page_bytes(), mapped = (PERF_PAGES + 1) * page;
	int fd = output_event_open(cpu, wakes), code = fd < 0 ? errno : 0;
	void *pages = MAP_FAILED;

	if (!code)
		pages = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (!code && pages == MAP_FAILED)
		code = errno;
	if (!code && bpf_map_update_elem(bpf_map__fd(map), &cpu, &fd, BPF_ANY) < 0)
		code = errno;
	if (!code) {
		*buffer = (struct record_buffer){ .name = bpf_map__name(map),
						  .is_perf = true,
						  .fd = fd,
						  .size = PERF_PAGES * page,
						  .head = pages,
						  .data = (const unsigned char *)pages + page,
						  .mapped_bytes = mapped };
		return 0;
	}
	if (pages != MAP_FAILED)
		munmap(pages, mapped);
	if (fd >= 0)
		close(fd);
	return refuse(bpf_map__name(map), code, err);
}

static uint64_t ring_record_bytes(uint32_t header)
{
	uint64_t length = header & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

	return (length + BPF_RINGBUF_HDR_SZ + 7) / 8 * 8;
}

static uint32_t ring_header(const struct record_buffer *buffer, unsigned long at)
{
	const void *header = buffer->data + (at & (buffer->size - 1));

	return __atomic_load_n((const uint32_t *)header, __ATOMIC_ACQUIRE);
}

/* As libbpf's ring_buffer__consume(): the position moves with each record. */
static void ring_read(struct record_buffer *buffer, uint64_t *records)
{
	unsigned long *position = buffer->head, at = *position;
	unsigned long end = __atomic_load_n((const unsigned long *)buffer->tail, __ATOMIC_ACQUIRE);

	while (at < end) {
		uint32_t header = ring_header(buffer, at);

		if (header & BPF_RINGBUF_BUSY_BIT)
			return;
		*records += !(header & BPF_RINGBUF_DISCARD_BIT);
		at += ring_record_bytes(header);
		__atomic_store_n(position, at, __ATOMIC_RELEASE);
	}
}

/* One that ends the buffer goes on at its begin. */
static uint64_t perf_number(const struct record_buffer *buffer, uint64_t at)
{
	uint64_t number;

	memcpy(&number, buffer->data + (at & (buffer->size - 1)), sizeof(number));
	return number;
}

static struct perf_event_header perf_header(const struct record_buffer *buffer, uint64_t at)
{
	uint64_t number = perf_number(buffer, at);
	struct perf_event_header header;

	memcpy(&header, &number, sizeof(header));
	return header;
}

static void perf_read(struct record_buffer *buffer, uint64_t *records)
{
	struct perf_event_mmap_page *page = buffer->head;
	uint64_t at = page->data_tail, end = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);

	while (at < end) {
		struct perf_event_header header = perf_header(buffer, at);

		if (!header.size)
			break;
		if (header.type == PERF_RECORD_SAMPLE)
			(*records)++;
		else if (header.type == PERF_RECORD_LOST)
			buffer->lost += perf_number(buffer, at + LOST_COUNT_OFFSET);
		at += header.size;
	}
	__atomic_store_n(&page->data_tail, at, __ATOMIC_RELEASE);
}

void record_buffer_read(struct record_buffer *buffer, uint64_t *records)
{
	if (buffer->is_perf)
		perf_read(buffer, records);
	else
		ring_read(buffer, records);
}

uint64_t record_buffer_unread(const struct record_buffer *buffer, bool *ret_full)
{
	unsigned long from = *(const unsigned long *)buffer->head, at = from;
	unsigned long end = __atomic_load_n((const unsigned long *)buffer->tail, __ATOMIC_ACQUIRE);
	uint64_t records = 0, last = 0;

	while (at < end) {
		uint32_t header = ring_header(buffer, at);

		records += !(header & BPF_RINGBUF_DISCARD_BIT);
		last = ring_record_bytes(header);
		at += last;
	}
	*ret_full = last && end + last - from > buffer->size - 1;
	return records;
}

void record_buffer_close(struct record_buffer *buffer)
{
	if (!buffer->head)
		return;
	if (buffer->is_perf) {
		munmap(buffer->head, buffer->mapped_bytes);
		close(buffer->fd);
	} else {
		munmap(buffer->head, page_bytes());
		munmap((void *)buffer->tail, buffer->mapped_bytes);
	}
	*buffer = (struct record_buffer){};
}
