// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/preparation.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#define PERF_BUFFER_PAGES 16 /* a power of two, as perf wants */
#define PERF_PAGE_BYTES 4096
/* struct perf_event_header, the size in 4 bytes, 8 bytes of ours, 4 of padding. */
#define PERF_RECORD_BYTES 24

static int map_fd(const struct bpf_object *object, const char *name)
{
	return bpf_object__find_map_fd_by_name(object, name);
}

/* Maps, and remembers to unmap.  NULL with errno set. */
static void *mapping_add(struct preparation *preparation, int fd, size_t length, int protection,
			 off_t offset)
{
	size_t count = preparation->mappings_count;
	struct preparation_mapping *grown =
	    reallocarray(preparation->mappings, count + 1, sizeof(*grown));
	void *address;

	if (!grown)
		return NULL;
	preparation->mappings = grown;
	address = mmap(NULL, length, protection, MAP_SHARED, fd, offset);
	if (address == MAP_FAILED)
		return NULL;
	grown[count] = (struct preparation_mapping){ address, length };
	preparation->mappings_count = count + 1;
	return address;
}

/* Key 0, as an insertion is not the steady state and a miss is not a lookup. */
static int hash_prepare(struct preparation *preparation, struct bpf_object *object)
{
	CLEANUP_FREE uint64_t *values = calloc((size_t)libbpf_num_possible_cpus(), sizeof(*values));
	uint32_t key = 0;

	(void)preparation;
	return values ? bpf_map_update_elem(map_fd(object, "values"), &key, values, BPF_ANY)
		      : -ENOMEM;
}

/* Maps a whole .bss, of which the variable is the only one. */
static const void *variable_map(struct preparation *preparation, struct bpf_object *object)
{
	const struct bpf_map *map;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	bpf_object__for_each_map(
	    map, object) if (strstr(bpf_map__name(map),
				    ".bss")) return mapping_add(preparation, bpf_map__fd(map), page,
								PROT_READ, 0);
	errno = ENOENT;
	return NULL;
}

/* kernel/bpf/ringbuf.c: the reader's position on the first page, the writer's on the second. */
static int ringbuf_prepare(struct preparation *preparation, struct bpf_object *object)
{
	int fd = map_fd(object, "records");
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	preparation->consumer_position =
	    mapping_add(preparation, fd, page, PROT_READ | PROT_WRITE, 0);
	if (!preparation || !preparation->consumer_position)
		return -errno;
	preparation->producer_position = mapping_add(preparation, fd, page, PROT_READ, (off_t)page);
	if (!preparation->producer_position)
		return -errno;
	preparation->lost = variable_map(preparation, object);
	return preparation && preparation->lost ? 0 : -errno;
}

static int output_event_open(int cpu)
{
	/* Nobody waits for records: the watermark that wakes is as far off as it can be. */
	struct perf_event_attr attr = { .size = sizeof(attr),
					.type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.sample_period = 1,
					.watermark = 1,
					.wakeup_watermark = UINT32_MAX };
	int fd = (int)syscall(SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/*
 * A buffer that is mapped for reading only is written round and round
 * (kernel/events/ring_buffer.c, rb->overwrite).  The map keeps the event after its descriptor is
 * closed.
 */
static int perf_buffer_add(struct preparation *preparation, int map, int cpu)
{
	size_t length = (PERF_BUFFER_PAGES + 1) * (size_t)sysconf(_SC_PAGESIZE);
	CLEANUP_CLOSE int fd = output_event_open(cpu);
	const void *buffer;

	if (fd == -ENODEV) /* the CPU is possible, but not there */
		return 0;
	if (fd < 0)
		return fd;
	buffer = mapping_add(preparation, fd, length, PROT_READ, 0);
	if (!buffer)
		return -errno;
	if (cpu == sched_getcpu())
		preparation->perf_buffer = buffer;
	return bpf_map_update_elem(map, &cpu, &fd, BPF_ANY);
}

static int perf_output_prepare(struct preparation *preparation, struct bpf_object *object)
{
	int cpus = libbpf_num_possible_cpus(), done = 0;

	for (int cpu = 0; cpu < cpus && !done; cpu++)
		done = perf_buffer_add(preparation, map_fd(object, "buffers"), cpu);
	return done;
}

static int tail_call_prepare(struct preparation *preparation, struct bpf_object *object)
{
	uint32_t key = 0;
	int target = bpf_program__fd(bpf_object__find_program_by_name(object, "target"));

	(void)preparation;
	return bpf_map_update_elem(map_fd(object, "targets"), &key, &target, BPF_ANY);
}

/* Nobody: 0 would be the idle task. */
static int pid_filter_prepare(struct preparation *preparation, struct bpf_object *object)
{
	uint32_t key = 0, nobody = UINT32_MAX;

	(void)preparation;
	return bpf_map_update_elem(map_fd(object, "filter_pid"), &key, &nobody, BPF_ANY);
}

typedef int program_prepare(struct preparation *preparation, struct bpf_object *object);

static program_prepare *const preparations[PROGRAM_COUNT] = {
	[PROGRAM_hash_lookup] = hash_prepare,	 [PROGRAM_hash_update] = hash_prepare,
	[PROGRAM_ringbuf] = ringbuf_prepare,	 [PROGRAM_perf_output] = perf_output_prepare,
	[PROGRAM_tail_call] = tail_call_prepare, [PROGRAM_pid_filter] = pid_filter_prepare,
};

int preparation_make(struct preparation *preparation, const char *program,
		     struct bpf_object *object, struct error *err)
{
	const struct program_name *known = program_name_find(program, NULL);
	program_prepare *prepare = known ? preparations[known - program_names] : NULL;
	int done;

	*preparation = (struct preparation){};
	done = prepare ? prepare(preparation, object) : 0;
	if (done < 0) {
		preparation_release(preparation);
		return error_errno(err, ERROR_RESULT, -done,
				   "what program '%s' needs was not set up", program);
	}
	return 0;
}

void preparation_drain(struct preparation *preparation)
{
	unsigned long end;

	if (!preparation || !preparation->consumer_position)
		return;
	/* Pairs with the barriers of bpf_ringbuf_reserve() and bpf_ringbuf_commit(). */
	end = __atomic_load_n(preparation->producer_position, __ATOMIC_ACQUIRE);
	__atomic_store_n(preparation->consumer_position, end, __ATOMIC_RELEASE);
}

uint64_t preparation_alike(const struct preparation *preparation)
{
	const volatile struct perf_event_mmap_page *page =
	    preparation ? preparation->perf_buffer : NULL;

	if (!page)
		return UINT64_MAX;
	return (PERF_PAGE_BYTES - page->data_head % PERF_PAGE_BYTES) / PERF_RECORD_BYTES;
}

uint64_t preparation_alike_most(const struct preparation *preparation)
{
	return preparation && preparation->perf_buffer ? PERF_PAGE_BYTES / PERF_RECORD_BYTES
						       : UINT64_MAX;
}

uint64_t preparation_lost(const struct preparation *preparation)
{
	return preparation && preparation->lost ? *(const volatile uint64_t *)preparation->lost : 0;
}

void preparation_release(struct preparation *preparation)
{
	for (size_t i = 0; i < preparation->mappings_count; i++)
		munmap(preparation->mappings[i].address, preparation->mappings[i].length);
	free(preparation->mappings);
	*preparation = (struct preparation){};
}
