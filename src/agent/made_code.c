// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/made_code.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RING_PAGES 16
#define RECORD_BYTES_MOST 512

/* A record of the kernel's, as struct perf_event_attr's documentation has it. */
struct ksymbol {
	struct perf_event_header header;
	uint64_t address;
	uint32_t length;
	uint16_t type, flags;
	char name[]; /* ends with a zero */
};

int made_code_open(struct made_code *made)
{
	struct perf_event_attr attr = { .size = sizeof(attr),
					.type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_DUMMY,
					.ksymbol = 1,
					.watermark = 1,
					.wakeup_watermark = UINT32_MAX };
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *ring;

	made->fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (made->fd < 0)
		return -errno;
	made->ring_bytes = (RING_PAGES + 1) * page;
	ring = mmap(NULL, made->ring_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, made->fd, 0);
	if (ring == MAP_FAILED) {
		close(made->fd);
		return -errno;
	}
	made->ring = ring;
	return 0;
}

static const char *module_of(const struct ksymbol *symbol)
{
	if (symbol->type == PERF_RECORD_KSYMBOL_TYPE_BPF)
		return "bpf";
	return strstr(symbol->name, "ftrace") ? "ftrace" : "kprobes";
}

/*
 * Where a piece is made nothing else is any more, whether that was told or not: a trampoline goes
 * some time after its program, and that may be told while a copy of the process reads the ring.
 */
static void symbol_take(struct made_code *made, struct ksymbol *symbol)
{
	struct code_name name = { .start = symbol->address,
				  .end = symbol->address + symbol->length,
				  .name = symbol->name,
				  .module = module_of(symbol) };
	bool is_gone = symbol->flags & PERF_RECORD_KSYMBOL_FLAGS_UNREGISTER;

	code_table_remove(&made->pieces, name.start, is_gone ? name.start + 1 : name.end);
	if (!is_gone && symbol->length)
		code_table_add(&made->pieces, &name);
}

/* The ring's bytes from a position on; a record may lie over its end. */
static void ring_copy(const struct perf_event_mmap_page *page, uint64_t at, void *to, size_t bytes)
{
	const uint8_t *data = (const uint8_t *)page + page->data_offset;

	for (size_t i = 0; i < bytes; i++)
		((uint8_t *)to)[i] = data[(at + i) % page->data_size];
}

static void record_read(struct made_code *made, const struct perf_event_mmap_page *page,
			uint64_t at, const struct perf_event_header *header)
{
	union {
		struct ksymbol symbol;
		uint8_t bytes[RECORD_BYTES_MOST];
	} record = {};

	if (header->type != PERF_RECORD_KSYMBOL || header->size >= sizeof(record))
		return;
	ring_copy(page, at, record.bytes, header->size);
	symbol_take(made, &record.symbol);
}

static void ring_read(struct made_code *made, struct perf_event_mmap_page *page)
{
	struct perf_event_header header;
	uint64_t head, at;

	head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
	for (at = page->data_tail; at < head; at += header.size) {
		ring_copy(page, at, &header, sizeof(header));
		record_read(made, page, at, &header);
	}
	__atomic_store_n(&page->data_tail, head, __ATOMIC_RELEASE);
}

/* A process that was forked does not have the mapping (kernel/events/core.c, VM_DONTCOPY). */
void made_code_update(struct made_code *made)
{
	void *ring;

	if (!made->ring)
		return;
	ring = mmap(NULL, made->ring_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, made->fd, 0);
	if (ring == MAP_FAILED)
		return;
	ring_read(made, ring);
	munmap(ring, made->ring_bytes);
}

void made_code_list(struct made_code *made, json_t *list)
{
	made_code_update(made);
	for (size_t i = 0; i < made->pieces.count; i++)
		json_array_append_new(list, code_name_to_json(&made->pieces.names[i]));
}

void made_code_close(struct made_code *made)
{
	if (made->ring) {
		munmap(made->ring, made->ring_bytes);
		close(made->fd);
	}
	code_table_clear(&made->pieces);
	*made = (struct made_code){};
}
