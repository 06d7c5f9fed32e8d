// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/recording.h"
#include "protocol/recording_layout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* More than a guest runs an instruction in between two marks, and sums are whole numbers. */
#define COUNT_MOST ((uint64_t)1 << 36)

/* A file that is being read. */
struct reading {
	const uint8_t *at, *end;
	struct recording *recording;
	struct error *err;
};

static int broken(const struct reading *reading, const char *why)
{
	return error_set(reading->err, ERROR_RESULT, EBADMSG, "the recording of the guest %s", why);
}

static int no_memory(const struct reading *reading)
{
	return error_set(reading->err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* Room for so many more at the end; NULL without memory, and then what there was is still there. */
static void *grown(void *array, size_t count, size_t more, size_t size)
{
	return reallocarray(array, count + more + 1, size);
}

static int begin_read(struct reading *reading, const uint8_t *bytes, size_t size)
{
	struct recording_begin begin;

	if (size != sizeof(begin))
		return broken(reading, "begins as none does");
	memcpy(&begin, bytes, sizeof(begin));
	if (begin.magic != RECORDING_MAGIC || begin.machine[sizeof(begin.machine) - 1])
		return broken(reading, "is of another version of the plugin");
	recording_clear(reading->recording);
	reading->recording->set = instruction_set_find(begin.machine);
	return reading->recording->set
		   ? 0
		   : broken(reading, "is of a processor whose instructions are not known");
}

static int instruction_read(struct reading *reading, const uint8_t *bytes)
{
	struct recording *recording = reading->recording;
	struct recording_instruction from;

	memcpy(&from, bytes, sizeof(from));
	if (!from.size || from.size > sizeof(from.bytes))
		return broken(reading, "has an instruction of no possible length");
	recording->instructions[recording->instruction_count++] = (struct recorded_instruction){
		from.address, recording->set->classify(from.bytes, from.size, from.address)
	};
	return 0;
}

static int instructions_read(struct reading *reading, const uint8_t *bytes, size_t size)
{
	struct recording *recording = reading->recording;
	size_t count = size / sizeof(struct recording_instruction);
	void *room = grown(recording->instructions, recording->instruction_count, count,
			   sizeof(*recording->instructions));
	int r = 0;

	if (!room)
		return no_memory(reading);
	recording->instructions = room;
	if (size % sizeof(struct recording_instruction))
		return broken(reading, "has a part of an instruction");
	for (size_t i = 0; i < count && !r; i++)
		r = instruction_read(reading, bytes + i * sizeof(struct recording_instruction));
	return r;
}

/* What went elsewhere without being a branch is an exception. */
static uint64_t taken_of(const struct recorded_instruction *instruction, uint64_t jumps)
{
	switch (instruction->what.flow) {
	case FLOW_JUMP:
	case FLOW_CALL:
	case FLOW_RETURN:
		return jumps;
	default:
		return 0;
	}
}

static bool is_possible(const struct recording_count *count)
{
	return count->executions <= COUNT_MOST && count->loads <= COUNT_MOST &&
	       count->stores <= COUNT_MOST && count->jumps <= COUNT_MOST;
}

static int count_read(struct reading *reading, const uint8_t *bytes, struct recorded_count *ret)
{
	const struct recording *recording = reading->recording;
	struct recording_count from;

	memcpy(&from, bytes, sizeof(from));
	if (from.number >= recording->instruction_count)
		return broken(reading, "counts an instruction that it does not have");
	if (!is_possible(&from))
		return broken(reading, "counts more than can have run");
	*ret = (struct recorded_count){
		.instruction = (uint32_t)from.number,
		.executions = from.executions,
		.loads = from.loads,
		.stores = from.stores,
		.taken = taken_of(&recording->instructions[from.number], from.jumps),
	};
	return 0;
}

static int by_instruction(const void *a, const void *b)
{
	const struct recorded_count *one = a, *other = b;

	return (one->instruction > other->instruction) - (one->instruction < other->instruction);
}

static int counts_read(struct reading *reading, const uint8_t *bytes, size_t count,
		       struct recorded_window *window)
{
	int r = 0;

	window->counts = calloc(count + 1, sizeof(*window->counts));
	if (!window->counts)
		return no_memory(reading);
	for (size_t i = 0; i < count && !r; i++)
		r = count_read(reading, bytes + i * sizeof(struct recording_count),
			       &window->counts[window->count++]);
	qsort(window->counts, window->count, sizeof(*window->counts), by_instruction);
	return r;
}

static int window_read(struct reading *reading, const uint8_t *bytes, size_t size)
{
	struct recording *recording = reading->recording;
	void *room =
	    grown(recording->windows, recording->window_count, 1, sizeof(*recording->windows));

	if (!room)
		return no_memory(reading);
	recording->windows = room;
	if (size % sizeof(struct recording_count))
		return broken(reading, "has a part of a count");
	recording->windows[recording->window_count] = (struct recorded_window){ 0 };
	return counts_read(reading, bytes, size / sizeof(struct recording_count),
			   &recording->windows[recording->window_count++]);
}

static bool path_is_known(const struct recording *recording, const struct recorded_window *window)
{
	for (size_t i = 0; i < window->path_length; i++)
		if (window->path[i] >= recording->instruction_count)
			return false;
	return true;
}

static int path_read(struct reading *reading, const uint8_t *bytes, size_t size)
{
	struct recording *recording = reading->recording;
	struct recorded_window *window;
	uint64_t length;

	if (!recording->window_count || size < sizeof(length))
		return broken(reading, "has a path of no window");
	window = &recording->windows[recording->window_count - 1];
	if (window->path)
		return broken(reading, "has two paths of one window");
	memcpy(&length, bytes, sizeof(length));
	if (length > (size - sizeof(length)) / sizeof(*window->path))
		return broken(reading, "has a path that is cut off");
	window->path = calloc(length + 1, sizeof(*window->path));
	if (!window->path)
		return no_memory(reading);
	window->path_length = length;
	memcpy(window->path, bytes + sizeof(length), length * sizeof(*window->path));
	return path_is_known(recording, window)
		   ? 0
		   : broken(reading, "has a path through an instruction that it does not have");
}

static int section_read(struct reading *reading, uint32_t kind, const uint8_t *bytes, size_t size)
{
	if (kind == RECORDING_BEGIN)
		return begin_read(reading, bytes, size);
	if (!reading->recording->set)
		return broken(reading, "does not begin");
	switch (kind) {
	case RECORDING_INSTRUCTIONS:
		return instructions_read(reading, bytes, size);
	case RECORDING_WINDOW:
		return window_read(reading, bytes, size);
	case RECORDING_PATH:
		return path_read(reading, bytes, size);
	default:
		return broken(reading, "has a part of an unknown kind");
	}
}

static int next_read(struct reading *reading)
{
	struct recording_section section;
	const uint8_t *bytes = reading->at + sizeof(section);

	if ((size_t)(reading->end - reading->at) < sizeof(section))
		return broken(reading, "is cut off");
	memcpy(&section, reading->at, sizeof(section));
	if (section.bytes > (size_t)(reading->end - bytes) || section.bytes % 8)
		return broken(reading, "is cut off");
	reading->at = bytes + section.bytes;
	return section_read(reading, section.kind, bytes, section.bytes);
}

int recording_read(const void *bytes, size_t size, struct recording *ret_recording,
		   struct error *err)
{
	struct recording recording = { 0 };
	struct reading reading = { bytes, (const uint8_t *)bytes + size, &recording, err };
	int r = size ? 0 : broken(&reading, "is empty");

	while (!r && reading.at < reading.end)
		r = next_read(&reading);
	if (r < 0)
		recording_clear(&recording);
	else
		*ret_recording = recording;
	return r;
}

void recording_clear(struct recording *recording)
{
	for (size_t i = 0; i < recording->window_count; i++) {
		free(recording->windows[i].counts);
		free(recording->windows[i].path);
	}
	free(recording->windows);
	free(recording->instructions);
	*recording = (struct recording){ 0 };
}

uint64_t path_return_address(const struct recording *recording, uint32_t instruction)
{
	const struct recorded_instruction *at = &recording->instructions[instruction];

	return at->address + at->what.size;
}

static enum path_step step_of_flow(enum instruction_flow flow)
{
	switch (flow) {
	case FLOW_JUMP:
		return PATH_JUMP;
	case FLOW_CALL:
		return PATH_CALL;
	case FLOW_RETURN:
		return PATH_RETURN;
	case FLOW_TRAP:
		return PATH_TRAP;
	case FLOW_TRAP_RETURN:
		return PATH_TRAP_RETURN;
	default:
		return PATH_EXCEPTION;
	}
}

enum path_step path_step(const struct recording *recording, const struct recorded_window *window,
			 size_t at)
{
	const struct recorded_instruction *from, *to;

	if (at + 1 >= window->path_length)
		return PATH_END;
	from = &recording->instructions[window->path[at]];
	to = &recording->instructions[window->path[at + 1]];
	/* A call of what stands behind it is one, too (call 1f; 1: pop). */
	if (from->what.flow == FLOW_CALL && from->what.has_target &&
	    to->address == from->what.target)
		return PATH_CALL;
	if (to->address == from->address + from->what.size)
		return PATH_NEXT;
	if (to->address == from->address && from->what.flow == FLOW_NEXT)
		return PATH_AGAIN;
	if (from->what.has_target && to->address != from->what.target)
		return PATH_EXCEPTION;
	return step_of_flow(from->what.flow);
}
