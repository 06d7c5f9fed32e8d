// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/recording.h"
#include "common/file.h"
#include "plugin/recorder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

/* call 0x2000; nop. At 0x2000: rep movsb; ret. */
static const struct {
	uint64_t address;
	size_t size;
	uint8_t bytes[8];
} code[] = {
	{ 0x1000, 5, { 0xe8, 0xfb, 0x0f, 0x00, 0x00 } },
	{ 0x1005, 1, { 0x90 } },
	{ 0x2000, 2, { 0xf3, 0xa4 } },
	{ 0x2002, 1, { 0xc3 } },
};

static struct watched *watched_of(struct recorder *recorder, size_t i)
{
	return recorder_instruction(recorder, code[i].address, code[i].bytes, code[i].size);
}

static void run(struct recorder *recorder, const size_t *path, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		struct watched *watched = watched_of(recorder, path[i]);

		recorder_executed(recorder, watched);
		if (path[i] == 2)
			recorder_accessed(recorder, watched, false);
	}
}

static const size_t path[] = { 0, 2, 2, 3, 1 };
#define PATH path, sizeof(path) / sizeof(*path)

static void recording_get(struct recorder *recorder, struct recording *ret_recording)
{
	struct error err;
	size_t size;
	char *bytes;

	assert_int_equal(file_read_fd(recorder->fd, &bytes, &size, &err), 0);
	if (recording_read(bytes, size, ret_recording, &err) < 0)
		fail_msg("%s", err.text);
	free(bytes);
}

static int setup(void **state)
{
	struct recorder *recorder = calloc(1, sizeof(*recorder));

	recorder_init(recorder, memfd_create("recording", 0), "x86_64");
	*state = recorder;
	return 0;
}

static int teardown(void **state)
{
	struct recorder *recorder = *state;

	close(recorder->fd);
	recorder_free(recorder);
	free(recorder);
	return 0;
}

static void counts_and_path(void **state)
{
	struct recorder *recorder = *state;
	struct recording recording;

	recorder_begin(recorder);
	run(recorder, PATH); /* no window is open */
	recorder_window_begin(recorder, true);
	run(recorder, PATH);
	recorder_window_end(recorder);
	run(recorder, PATH);
	recording_get(recorder, &recording);
	assert_int_equal(recording.window_count, 1);
	assert_int_equal(recording.instruction_count, 4);
	assert_int_equal(recording.windows[0].path_length, 5);
	assert_int_equal(recording.windows[0].count, 4);
	assert_int_equal(recording.instructions[0].address, 0x1000);
	assert_int_equal(recording.windows[0].counts[0].taken, 1);	/* the call */
	assert_int_equal(recording.windows[0].counts[1].executions, 2); /* rep movsb */
	assert_int_equal(recording.windows[0].counts[1].loads, 2);
	assert_int_equal(recording.windows[0].counts[1].taken, 0);
	assert_int_equal(recording.windows[0].counts[2].taken, 1); /* ret */
	assert_int_equal(path_step(&recording, &recording.windows[0], 0), PATH_CALL);
	assert_int_equal(path_step(&recording, &recording.windows[0], 1), PATH_AGAIN);
	recording_clear(&recording);
}

/* A window has what ran in it, and nothing of the one before; instructions keep their numbers. */
static void windows(void **state)
{
	static const size_t less[] = { 1, 3 };
	struct recorder *recorder = *state;
	struct recording recording;

	recorder_begin(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, less, 1);
	recorder_window_end(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, PATH);
	recorder_window_end(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, less, 2);
	recorder_window_end(recorder);
	recorder_window_end(recorder); /* none is open */
	recording_get(recorder, &recording);
	assert_int_equal(recording.window_count, 3);
	assert_int_equal(recording.instruction_count, 4);
	assert_int_equal(recording.windows[0].count, 1);
	assert_int_equal(recording.windows[1].count, 4);
	assert_int_equal(recording.windows[2].count, 2);
	assert_int_equal(recording.windows[2].counts[0].executions, 1);
	assert_null(recording.windows[0].path);
	recording_clear(&recording);
}

/* What runs between is not in it, and its two parts are one path. */
static void a_pause(void **state)
{
	static const size_t more[] = { 1 };
	struct recorder *recorder = *state;
	struct recording recording;

	recorder_begin(recorder);
	recorder_window_go_on(recorder); /* none is open */
	run(recorder, more, 1);
	recorder_window_begin(recorder, true);
	run(recorder, PATH);
	recorder_window_pause(recorder);
	run(recorder, PATH);
	recorder_window_go_on(recorder);
	run(recorder, more, 1);
	recorder_window_end(recorder);
	recorder_window_pause(recorder);
	recorder_window_go_on(recorder);
	run(recorder, PATH);
	recording_get(recorder, &recording);
	assert_int_equal(recording.window_count, 1);
	assert_int_equal(recording.windows[0].path_length, 6);
	assert_int_equal(recording.windows[0].counts[0].executions, 1);
	assert_int_equal(recording.windows[0].counts[3].executions, 2);
	assert_int_equal(recording.windows[0].counts[3].taken, 0); /* nor did it jump there */
	recording_clear(&recording);
}

/* A window that begins in another is the one that counts. */
static void again(void **state)
{
	struct recorder *recorder = *state;
	struct recording recording;

	recorder_begin(recorder);
	recorder_window_begin(recorder, true);
	run(recorder, PATH);
	recorder_window_begin(recorder, true);
	run(recorder, path, 1);
	recorder_window_end(recorder);
	recording_get(recorder, &recording);
	assert_int_equal(recording.window_count, 1);
	assert_int_equal(recording.windows[0].path_length, 1);
	assert_int_equal(recording.windows[0].counts[0].executions, 1);
	recording_clear(&recording);
}

/* Each recording is whole by itself: whoever empties the file between two loses nothing. */
static void recordings(void **state)
{
	struct recorder *recorder = *state;
	struct recording recording;

	fcntl(recorder->fd, F_SETFL, O_APPEND);
	recorder_begin(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, PATH);
	recorder_window_end(recorder);
	assert_int_equal(ftruncate(recorder->fd, 0), 0);
	recorder_begin(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, path, 2);
	recorder_window_end(recorder);
	recording_get(recorder, &recording);
	assert_int_equal(recording.window_count, 1);
	assert_int_equal(recording.instruction_count, 2);
	recording_clear(&recording);
}

/* Text that was patched is another instruction at the same place. */
static void patched(void **state)
{
	static const uint8_t nop[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	struct recorder *recorder = *state;
	struct recording recording;

	recorder_begin(recorder);
	recorder_window_begin(recorder, false);
	run(recorder, path, 1);
	recorder_executed(recorder, recorder_instruction(recorder, 0x1000, nop, sizeof(nop)));
	recorder_window_end(recorder);
	recording_get(recorder, &recording);
	assert_int_equal(recording.instruction_count, 2);
	assert_int_equal(recording.instructions[1].address, 0x1000);
	assert_int_equal(recording.instructions[1].what.flow, FLOW_NEXT);
	recording_clear(&recording);
}

/* The table of what was translated grows, and pointers into it stay. */
static void many(void **state)
{
	static const uint8_t nop[] = { 0x90 };
	struct recorder *recorder = *state;
	struct watched *first = recorder_instruction(recorder, 1, nop, 1);

	for (uint64_t address = 2; address < 200000; address++)
		assert_non_null(recorder_instruction(recorder, address, nop, 1));
	assert_ptr_equal(recorder_instruction(recorder, 1, nop, 1), first);
	assert_int_equal(recorder->table_count, 199999);
}

/* A file that takes nothing makes it silent, not QEMU end. */
static void full(void **state)
{
	struct recorder *recorder = *state;

	close(recorder->fd);
	recorder->fd = open("/dev/full", O_WRONLY);
	recorder_begin(recorder);
	recorder_window_begin(recorder, true);
	assert_false(recorder->open);
	recorder_window_end(recorder);
	assert_null(watched_of(recorder, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counts_and_path), TEST(windows), TEST(again), TEST(recordings),
		TEST(patched),	       TEST(many),    TEST(full),  TEST(a_pause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
