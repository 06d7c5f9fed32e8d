// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/recorder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define TABLE_SIZE_FIRST 65536
#define SECTION_PARTS 3

void recorder_init(struct recorder *recorder, int fd, const char *machine)
{
	*recorder = (struct recorder){ .fd = fd };
	strncpy(recorder->machine, machine, sizeof(recorder->machine) - 1);
}

void recorder_free(struct recorder *recorder)
{
	for (size_t i = 0; i < recorder->table_size; i++)
		free(recorder->table[i]);
	free(recorder->table);
	free(recorder->touched.all);
	free(recorder->fresh.all);
	free(recorder->path.numbers);
	*recorder = (struct recorder){ .silent = true };
}

static void silence(struct recorder *recorder)
{
	recorder->silent = true;
	recorder->open = false;
}

/* --- the file */

static bool whole_write(int fd, const uint8_t *bytes, size_t size)
{
	while (size) {
		ssize_t written = write(fd, bytes, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		size -= (size_t)written;
	}
	return true;
}

static void bytes_put(struct recorder *recorder, const void *bytes, size_t size)
{
	if (!recorder->silent && size && !whole_write(recorder->fd, bytes, size))
		silence(recorder);
}

static void section_put(struct recorder *recorder, uint32_t kind, size_t size)
{
	const struct recording_section section = { .kind = kind, .bytes = size };

	bytes_put(recorder, &section, sizeof(section));
}

static void instructions_put(struct recorder *recorder)
{
	const struct watched_list *fresh = &recorder->fresh;

	if (!fresh->count)
		return;
	section_put(recorder, RECORDING_INSTRUCTIONS, fresh->count * sizeof(fresh->all[0]->what));
	for (size_t i = 0; i < fresh->count; i++)
		bytes_put(recorder, &fresh->all[i]->what, sizeof(fresh->all[i]->what));
}

static void counts_put(struct recorder *recorder)
{
	const struct watched_list *touched = &recorder->touched;

	section_put(recorder, RECORDING_WINDOW, touched->count * sizeof(struct recording_count));
	for (size_t i = 0; i < touched->count; i++) {
		const struct watched *watched = touched->all[i];
		const struct recording_count count = { watched->number, watched->executions,
						       watched->loads, watched->stores,
						       watched->jumps };

		bytes_put(recorder, &count, sizeof(count));
	}
}

static void path_put(struct recorder *recorder)
{
	const struct path_list *path = &recorder->path;
	const uint32_t nothing = 0;
	const uint64_t count = path->count;
	size_t size = path->count * sizeof(*path->numbers), padding = size % 8;

	section_put(recorder, RECORDING_PATH, sizeof(count) + size + padding);
	bytes_put(recorder, &count, sizeof(count));
	bytes_put(recorder, path->numbers, size);
	bytes_put(recorder, &nothing, padding);
}

/* --- what was translated */

static uint64_t hash_of(const struct recording_instruction *what)
{
	uint64_t hash = what->address * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < what->size; i++)
		hash = (hash ^ what->bytes[i]) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

/* Where it stands, or would. */
static struct watched **place_find(struct watched **table, size_t size,
				   const struct recording_instruction *what)
{
	size_t at = hash_of(what) & (size - 1);

	while (table[at] && memcmp(&table[at]->what, what, sizeof(*what)) != 0)
		at = (at + 1) & (size - 1);
	return &table[at];
}

static bool table_grow(struct recorder *recorder)
{
	size_t size = recorder->table_size ? 2 * recorder->table_size : TABLE_SIZE_FIRST;
	struct watched **table = calloc(size, sizeof(struct watched *));

	if (!table)
		return false;
	for (size_t i = 0; i < recorder->table_size; i++)
		if (recorder->table[i])
			*place_find(table, size, &recorder->table[i]->what) = recorder->table[i];
	free(recorder->table);
	recorder->table = table;
	recorder->table_size = size;
	return true;
}

static struct watched *watched_add(struct recorder *recorder,
				   const struct recording_instruction *what)
{
	struct watched **place = place_find(recorder->table, recorder->table_size, what);

	if (*place)
		return *place;
	*place = calloc(1, sizeof(**place));
	if (!*place) {
		silence(recorder);
		return NULL;
	}
	(*place)->what = *what;
	recorder->table_count++;
	return *place;
}

struct watched *recorder_instruction(struct recorder *recorder, uint64_t address,
				     const uint8_t *bytes, size_t size)
{
	struct recording_instruction what = { .address = address, .size = (uint8_t)size };

	if (recorder->silent || size > sizeof(what.bytes))
		return NULL;
	if (recorder->table_count >= recorder->table_size / 2 && !table_grow(recorder)) {
		silence(recorder);
		return NULL;
	}
	memcpy(what.bytes, bytes, size);
	return watched_add(recorder, &what);
}

/* --- windows */

static bool list_add(struct watched_list *list, struct watched *watched)
{
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 4096;
		void *grown = reallocarray(list->all, room, sizeof(*list->all));

		if (!grown)
			return false;
		list->all = grown;
		list->room = room;
	}
	list->all[list->count++] = watched;
	return true;
}

static bool path_add(struct path_list *path, uint32_t number)
{
	if (path->count == path->room) {
		size_t room = path->room ? 2 * path->room : 65536;
		void *grown = reallocarray(path->numbers, room, sizeof(*path->numbers));

		if (!grown)
			return false;
		path->numbers = grown;
		path->room = room;
	}
	path->numbers[path->count++] = number;
	return true;
}

static void window_forget(struct recorder *recorder)
{
	for (size_t i = 0; i < recorder->touched.count; i++) {
		struct watched *watched = recorder->touched.all[i];

		watched->executions = watched->loads = watched->stores = watched->jumps = 0;
	}
	recorder->touched.count = recorder->path.count = 0;
	recorder->last = NULL;
	recorder->open = recorder->paused = false;
}

void recorder_begin(struct recorder *recorder)
{
	struct recording_begin begin = { .magic = RECORDING_MAGIC };

	memcpy(begin.machine, recorder->machine, sizeof(begin.machine));
	window_forget(recorder);
	recorder->fresh.count = 0;
	recorder->numbered = 0;
	recorder->recording++;
	section_put(recorder, RECORDING_BEGIN, sizeof(begin));
	bytes_put(recorder, &begin, sizeof(begin));
}

void recorder_window_begin(struct recorder *recorder, bool keeps_path)
{
	window_forget(recorder);
	recorder->keeps_path = keeps_path;
	recorder->open = !recorder->silent && recorder->recording;
}

void recorder_window_pause(struct recorder *recorder)
{
	recorder->paused = recorder->open;
	recorder->open = false;
	recorder->last = NULL;
}

void recorder_window_go_on(struct recorder *recorder)
{
	recorder->open = recorder->paused && !recorder->silent;
	recorder->paused = false;
}

void recorder_window_end(struct recorder *recorder)
{
	if (!recorder->open)
		return;
	instructions_put(recorder);
	counts_put(recorder);
	if (recorder->keeps_path)
		path_put(recorder);
	recorder->fresh.count = 0;
	window_forget(recorder);
}

/* The first time in this window; in this recording it may be the first as well. */
static bool touch(struct recorder *recorder, struct watched *watched)
{
	if (!list_add(&recorder->touched, watched))
		return false;
	if (watched->recording == recorder->recording)
		return true;
	watched->recording = recorder->recording;
	watched->number = recorder->numbered++;
	return list_add(&recorder->fresh, watched);
}

/* An instruction that runs again (rep) has not gone elsewhere. */
static void follow(struct watched *last, const struct watched *next)
{
	if (last && next != last && next->what.address != last->what.address + last->what.size)
		last->jumps++;
}

void recorder_executed_in_window(struct recorder *recorder, struct watched *watched)
{
	bool kept = watched->executions++ || touch(recorder, watched);

	follow(recorder->last, watched);
	recorder->last = watched;
	if (kept && recorder->keeps_path)
		kept = path_add(&recorder->path, watched->number);
	if (!kept)
		silence(recorder);
}
