// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/recording.h"
#include "common/cleanup.h"
#include "protocol/recording_layout.h"
#include "recording_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <string.h>
#include <cmocka.h>

/* A file as the plugin writes it. */
struct file {
	uint8_t bytes[4096];
	size_t size;
};

static void section_put(struct file *file, uint32_t kind, const void *bytes, size_t size)
{
	const struct recording_section section = { .kind = kind, .bytes = (size + 7) / 8 * 8 };

	memcpy(file->bytes + file->size, &section, sizeof(section));
	memset(file->bytes + file->size + sizeof(section), 0, section.bytes);
	memcpy(file->bytes + file->size + sizeof(section), bytes, size);
	file->size += sizeof(section) + section.bytes;
}

static void begin_put(struct file *file)
{
	const struct recording_begin begin = { RECORDING_MAGIC, "x86_64" };

	section_put(file, RECORDING_BEGIN, &begin, sizeof(begin));
}

/* call 0x2000; nop. At 0x2000: rep movsb; ret. */
static const struct recording_instruction code[] = {
	{ 0x1000, 5, { 0xe8, 0xfb, 0x0f, 0x00, 0x00 } },
	{ 0x1005, 1, { 0x90 } },
	{ 0x2000, 2, { 0xf3, 0xa4 } },
	{ 0x2002, 1, { 0xc3 } },
};

static const struct recording_count counts[] = {
	{ 3, 7, 7, 0, 7 },
	{ 0, 7, 0, 7, 7 },
	{ 2, 14, 14, 14, 1 },
};

static void window_put(struct file *file)
{
	section_put(file, RECORDING_INSTRUCTIONS, code, sizeof(code));
	section_put(file, RECORDING_WINDOW, counts, sizeof(counts));
}

static void path_put(struct file *file, uint32_t last)
{
	uint32_t path[2 + 5] = { 5, 0, 0, 2, 2, 3, last };

	section_put(file, RECORDING_PATH, path, sizeof(path));
}

static void test_read(void **state)
{
	struct file file = { .size = 0 };
	struct recording recording;
	struct error err;

	(void)state;
	begin_put(&file);
	window_put(&file);
	path_put(&file, 1);
	assert_int_equal(recording_read(file.bytes, file.size, &recording, &err), 0);
	assert_int_equal(recording.instruction_count, 4);
	assert_int_equal(recording.instructions[0].address, 0x1000);
	assert_int_equal(recording.instructions[0].what.flow, FLOW_CALL);
	assert_int_equal(recording.instructions[0].what.target, 0x2000);
	assert_int_equal(recording.window_count, 1);
	assert_int_equal(recording.windows[0].count, 3);
	assert_int_equal(recording.windows[0].counts[0].instruction, 0);
	assert_int_equal(recording.windows[0].counts[0].taken, 7);
	assert_int_equal(recording.windows[0].counts[1].instruction, 2);
	assert_int_equal(recording.windows[0].counts[1].executions, 14);
	assert_int_equal(recording.windows[0].counts[1].loads, 14);
	assert_int_equal(recording.windows[0].counts[1].stores, 14);
	assert_int_equal(recording.windows[0].counts[1].taken, 0); /* an exception is no branch */
	assert_int_equal(recording.windows[0].path_length, 5);
	assert_int_equal(recording.windows[0].path[1], 2);
	recording_clear(&recording);
	assert_int_equal(recording.window_count, 0);
}

/* What was before the last begin is another recording. */
static void test_last(void **state)
{
	struct file file = { .size = 0 };
	struct recording recording;
	struct error err;

	(void)state;
	begin_put(&file);
	window_put(&file);
	window_put(&file);
	begin_put(&file);
	window_put(&file);
	assert_int_equal(recording_read(file.bytes, file.size, &recording, &err), 0);
	assert_int_equal(recording.instruction_count, 4);
	assert_int_equal(recording.window_count, 1);
	assert_null(recording.windows[0].path);
	recording_clear(&recording);
}

/* However much of a file is missing at its end, it is never read as a whole section. */
static void test_cut_off(void **state)
{
	struct file file = { .size = 0 };
	struct recording recording;
	size_t begin_size, window_size;
	struct error err;

	(void)state;
	begin_put(&file);
	begin_size = file.size;
	section_put(&file, RECORDING_INSTRUCTIONS, code, sizeof(code));
	window_size = file.size;
	section_put(&file, RECORDING_WINDOW, counts, sizeof(counts));
	for (size_t size = 0; size < file.size; size++) {
		int r = recording_read(file.bytes, size, &recording, &err);

		assert_int_equal(r, size == begin_size || size == window_size ? 0 : -EBADMSG);
		if (!r)
			recording_clear(&recording);
	}
}

static void refused(const struct file *file)
{
	struct recording recording;
	struct error err;

	assert_int_equal(recording_read(file->bytes, file->size, &recording, &err), -EBADMSG);
}

static void test_spoiled(void **state)
{
	struct recording_begin begin = { RECORDING_MAGIC, "m68k" };
	struct recording_instruction long_one = { 0x1000, 16, {} };
	struct file file = { .size = 0 };

	(void)state;
	window_put(&file); /* without a beginning */
	refused(&file);
	file.size = 0;
	section_put(&file, RECORDING_BEGIN, &begin, sizeof(begin));
	refused(&file);
	begin.magic++;
	strcpy(begin.machine, "x86_64");
	file.size = 0;
	section_put(&file, RECORDING_BEGIN, &begin, sizeof(begin));
	refused(&file);
	file.size = 0;
	begin_put(&file);
	section_put(&file, RECORDING_INSTRUCTIONS, &long_one, sizeof(long_one));
	refused(&file);
	file.size = 0;
	begin_put(&file);
	section_put(&file, RECORDING_WINDOW, counts, sizeof(counts)); /* of unknown instructions */
	refused(&file);
	file.size = 0;
	begin_put(&file);
	window_put(&file);
	path_put(&file, 4);
	refused(&file);
	file.size = 0;
	begin_put(&file);
	path_put(&file, 1); /* of no window */
	refused(&file);
	file.size = 0;
	begin_put(&file);
	section_put(&file, 77, code, sizeof(code));
	refused(&file);
}

/* Sums of what is taken are whole numbers. */
static void test_impossible_counts(void **state)
{
	for (int field = 0; field < 4; field++) {
		struct recording_count count = { 0, 7, 7, 7, 7 };
		uint64_t *const numbers[] = { &count.executions, &count.loads, &count.stores,
					      &count.jumps };
		struct file file = { .size = 0 };

		(void)state;
		*numbers[field] = UINT64_MAX;
		begin_put(&file);
		section_put(&file, RECORDING_INSTRUCTIONS, code, sizeof(code));
		section_put(&file, RECORDING_WINDOW, &count, sizeof(count));
		refused(&file);
	}
}

static const struct sample_instruction sample[] = {
	{ .address = 0x1000, .size = 5, .flow = FLOW_CALL, .target = 0x2000, .stores = 1 },
	{ .address = 0x1005, .size = 2, .flow = FLOW_JUMP, .target = 0x1000 },
	{ .address = 0x1007, .size = 1, .flow = FLOW_TRAP },
	{ .address = 0x2000, .size = 2, .loads = 1, .stores = 1 },
	{ .address = 0x2002, .size = 1, .flow = FLOW_RETURN, .loads = 1 },
	{ .address = 0x3000, .size = 1 },
	{ .address = 0x3001, .size = 2, .flow = FLOW_TRAP_RETURN },
};

static void test_steps(void **state)
{
	static const uint32_t path[] = { 0, 3, 3, 4, 1, 0, 3, 5, 6, 3, 4, 1, 5, 6, 2, 5 };
	static const enum path_step steps[] = {
		PATH_CALL,	  PATH_AGAIN,	    PATH_NEXT,	    PATH_RETURN,
		PATH_JUMP,	  PATH_CALL,	    PATH_EXCEPTION, PATH_NEXT,
		PATH_TRAP_RETURN, PATH_NEXT,	    PATH_RETURN,    PATH_EXCEPTION,
		PATH_NEXT,	  PATH_TRAP_RETURN, PATH_TRAP,	    PATH_END,
	};
	const struct sample_window window = { path, ARRAY_SIZE(path), true };
	struct recording recording;

	(void)state;
	recording_sample_make(sample, ARRAY_SIZE(sample), &window, 1, &recording);
	for (size_t i = 0; i < ARRAY_SIZE(path); i++)
		if (path_step(&recording, &recording.windows[0], i) != steps[i])
			fail_msg("step %zu is %d", i,
				 path_step(&recording, &recording.windows[0], i));
	assert_int_equal(path_return_address(&recording, 0), 0x1005);
	recording_clear(&recording);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_last),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_spoiled),
		cmocka_unit_test(test_impossible_counts),
		cmocka_unit_test(test_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
