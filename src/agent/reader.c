// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/reader.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdlib.h>

#define BUFFERS_MOST 32
#define MAPS_MOST 256 /* of a program; an object of more is not taken */

struct reader {
	enum consumer consumer;
	struct record_buffer buffers[BUFFERS_MOST];
	size_t count;
	const char *unopened[BUFFERS_MOST]; /* perf buffers, which nobody opened */
	size_t unopened_count;
	uint64_t records;	      /* by one who polls */
	struct reader_thread *thread; /* of one who is woken */
};

static int too_many(struct error *err)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "the object writes to more than %d buffers, which are not read here",
			 BUFFERS_MOST);
}

static int ring_add(struct reader *reader, const struct bpf_map *map, struct error *err)
{
	int done;

	if (reader->count == BUFFERS_MOST)
		return too_many(err);
	done = record_buffer_open_ring(&reader->buffers[reader->count], map, err);
	reader->count += !done;
	return done;
}

/* A CPU that is possible and not there has none. */
static int perf_add(struct reader *reader, const struct bpf_map *map, struct error *err)
{
	bool wakes = reader->consumer == CONSUMER_wake;
	int cpus = libbpf_num_possible_cpus(), done = 0;

	for (int cpu = 0; cpu < cpus && !done; cpu++) {
		if (reader->count == BUFFERS_MOST)
			return too_many(err);
		done =
		    record_buffer_open_perf(&reader->buffers[reader->count], map, cpu, wakes, err);
		reader->count += !done;
		if (done == -ENODEV)
			done = 0;
	}
	return done;
}

/* Where the kernel does not tell, it may. */
static bool program_uses(int program, __u32 map)
{
	__u32 ids[MAPS_MOST] = {};
	struct bpf_prog_info info = { .nr_map_ids = MAPS_MOST, .map_ids = (uintptr_t)ids };
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(program, &info, &size) < 0 || info.nr_map_ids > MAPS_MOST)
		return true;
	for (__u32 i = 0; i < info.nr_map_ids; i++)
		if (ids[i] == map)
			return true;
	return false;
}

/* All maps of an object are made, whichever of its programs is loaded. */
static bool is_used(const struct bpf_object *object, const struct bpf_map *map)
{
	struct bpf_program *program;
	struct bpf_map_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_map__fd(map), &info, &size) < 0)
		return true;
	bpf_object__for_each_program(program, object)
	{
		if (bpf_program__fd(program) >= 0 &&
		    program_uses(bpf_program__fd(program), info.id))
			return true;
	}
	return false;
}

static int map_add(struct reader *reader, const struct bpf_map *map, struct error *err)
{
	bool is_perf = bpf_map__type(map) == BPF_MAP_TYPE_PERF_EVENT_ARRAY;

	if (bpf_map__type(map) == BPF_MAP_TYPE_RINGBUF)
		return ring_add(reader, map, err);
	if (is_perf && reader->consumer != CONSUMER_none)
		return perf_add(reader, map, err);
	if (is_perf && reader->unopened_count < BUFFERS_MOST)
		reader->unopened[reader->unopened_count++] = bpf_map__name(map);
	return 0;
}

static int maps_add(struct reader *reader, const struct bpf_object *object, struct error *err)
{
	const struct bpf_map *map;
	int done = 0;

	bpf_object__for_each_map(map, object)
	{
		if (!done && bpf_map__fd(map) >= 0 && is_used(object, map))
			done = map_add(reader, map, err);
	}
	if (!done && reader->count && reader->consumer == CONSUMER_wake)
		done = reader_thread_start(reader->buffers, reader->count, &reader->thread, err);
	return done;
}

int reader_open(const struct bpf_object *object, enum consumer consumer, struct reader **ret_reader,
		struct error *err)
{
	struct reader *reader = calloc(1, sizeof(*reader));
	int done;

	if (!reader)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	reader->consumer = consumer;
	done = maps_add(reader, object, err);
	if (!done && (reader->count || reader->unopened_count)) {
		*ret_reader = reader;
		return 0;
	}
	reader_close(reader);
	return done;
}

int reader_catch_up(struct reader *reader, struct error *err)
{
	if (reader && reader->thread)
		return reader_thread_settle(reader->thread, err);
	for (size_t i = 0; reader && reader->consumer == CONSUMER_poll && i < reader->count; i++)
		record_buffer_read(&reader->buffers[i], &reader->records);
	return 0;
}

struct reader_counts reader_counts(const struct reader *reader)
{
	if (reader && reader->thread)
		return reader_thread_counts(reader->thread);
	return (struct reader_counts){ .records = reader ? reader->records : 0 };
}

/* All CPUs', since it was opened. */
static uint64_t lost_of(const struct reader *reader, const char *name)
{
	uint64_t lost = 0;

	for (size_t i = 0; i < reader->count; i++)
		if (reader->buffers[i].is_perf && reader->buffers[i].name == name)
			lost += reader->buffers[i].lost;
	return lost;
}

/* Of a perf buffer, which is one for each CPU, the first says it for all. */
static void buffer_put(const struct reader *reader, size_t index, json_t *list)
{
	const struct record_buffer *buffer = &reader->buffers[index];
	bool full = false;
	uint64_t unread;

	if (!buffer->is_perf) {
		unread = record_buffer_unread(buffer, &full);
		json_array_append_new(list, json_pack("{s:s s:s s:I s:I s:b}", "name", buffer->name,
						      "type", "ring-buffer", "bytes",
						      (json_int_t)buffer->size, "unread",
						      (json_int_t)unread, "full", full));
	} else if (!index || reader->buffers[index - 1].name != buffer->name)
		json_array_append_new(
		    list, json_pack("{s:s s:s s:I s:b s:I}", "name", buffer->name, "type",
				    "perf-buffer", "bytes", (json_int_t)buffer->size, "opened",
				    true, "lost", (json_int_t)lost_of(reader, buffer->name)));
}

static json_t *buffers_to_json(const struct reader *reader)
{
	json_t *list = json_array();

	for (size_t i = 0; i < reader->count; i++)
		buffer_put(reader, i, list);
	for (size_t i = 0; i < reader->unopened_count; i++)
		json_array_append_new(list, json_pack("{s:s s:s s:b}", "name", reader->unopened[i],
						      "type", "perf-buffer", "opened", false));
	return list;
}

json_t *reader_to_json(const struct reader *reader, const struct reader_counts *counts)
{
	json_t *json =
	    json_pack("{s:s s:I s:o}", "consumer", consumer_names[reader->consumer], "records",
		      (json_int_t)counts->records, "buffers", buffers_to_json(reader));

	if (!reader->thread)
		return json;
	json_object_set_new(json, "wakeups", json_integer((json_int_t)counts->wakeups));
	json_object_set_new(json, "reader_ns", json_integer((json_int_t)counts->run_ns));
	return json;
}

void reader_close(struct reader *reader)
{
	if (!reader)
		return;
	reader_thread_stop(reader->thread);
	for (size_t i = 0; i < reader->count; i++)
		record_buffer_close(&reader->buffers[i]);
	free(reader);
}
