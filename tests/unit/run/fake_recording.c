// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_recording.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "fake_agent.h"
#include "plugin/recorder.h"
#include "target/recording_file.h"
#include "target/target.h"

#include <assert.h>
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#define HOOKED 0xffffffff81000000u
#define TRAMPOLINE 0xffffffffa0000000u
#define PROGRAM 0xffffffffa0001000u

#define KINDS_MOST 64
#define WINDOWS_OF_A_KIND 3 /* the last one with its path */
#define EVENTS 10	    /* of each but that, which has one */

/* What stands at an address, the hooked function's first instruction twice. */
static const struct {
	uint64_t address;
	size_t size;
	uint8_t bytes[5];
} code[] = {
	{ HOOKED, 5, { 0x0f, 0x1f, 0x44, 0x00, 0x00 } },     /* nop */
	{ HOOKED, 5, { 0xe8, 0xfb, 0xff, 0xff, 0x1e } },     /* call TRAMPOLINE */
	{ HOOKED + 5, 1, { 0xc3 } },			     /* ret */
	{ TRAMPOLINE, 5, { 0xe8, 0xfb, 0x0f, 0x00, 0x00 } }, /* call PROGRAM */
	{ TRAMPOLINE + 5, 1, { 0xc3 } },
	{ PROGRAM, 1, { 0xc3 } },
};
static const size_t bare_path[] = { 0, 2 };
static const size_t attached_path[] = { 1, 3, 5, 4, 2 };

/* Its windows since it was last taken, of which the agent tells those that it made since `begun`.
 */
static struct {
	struct {
		bool bare;
		unsigned int window;
	} kinds[KINDS_MOST];
	size_t count, begun;
} recording;

static unsigned int events_of(unsigned int window)
{
	return window + 1 == WINDOWS_OF_A_KIND ? 1 : EVENTS;
}

void fake_recording_forget(void)
{
	recording.count = recording.begun = 0;
}

void fake_recording_begin(void)
{
	recording.begun = recording.count;
}

void fake_recording_add(bool bare, unsigned int window)
{
	assert(recording.count < KINDS_MOST);
	recording.kinds[recording.count].bare = bare;
	recording.kinds[recording.count++].window = window;
}

static void event_record(struct recorder *recorder, bool bare)
{
	const size_t *path = bare ? bare_path : attached_path;
	size_t count = bare ? ARRAY_SIZE(bare_path) : ARRAY_SIZE(attached_path);

	for (size_t i = 0; i < count; i++)
		recorder_executed(recorder,
				  recorder_instruction(recorder, code[path[i]].address,
						       code[path[i]].bytes, code[path[i]].size));
}

static void kind_record(struct recorder *recorder, bool bare)
{
	for (unsigned int window = 0; window < WINDOWS_OF_A_KIND; window++) {
		recorder_window_begin(recorder, window + 1 == WINDOWS_OF_A_KIND);
		for (unsigned int i = 0; i < events_of(window); i++)
			event_record(recorder, bare);
		recorder_window_end(recorder);
	}
}

static void record(int fd)
{
	struct recorder recorder;

	recorder_init(&recorder, fd, "x86_64");
	recorder_begin(&recorder);
	for (size_t i = 0; i < recording.count; i++)
		kind_record(&recorder, recording.kinds[i].bare);
	recorder_free(&recorder);
}

int __wrap_target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
				 struct error *err);
int __wrap_target_recording_take(struct target *target, char **ret_bytes, size_t *ret_size,
				 struct error *err)
{
	CLEANUP_CLOSE int fd = memfd_create("recording", MFD_CLOEXEC);

	(void)target;
	record(fd);
	fake_recording_forget();
	if (fake_agent.recordings_cut) {
		fake_agent.recordings_cut--;
		if (ftruncate(fd, lseek(fd, 0, SEEK_END) - 8) < 0)
			return -errno;
	}
	if (fake_agent.recordings_too_large && ftruncate(fd, (off_t)FILE_LIMIT_BYTES + 1) < 0)
		return -errno;
	return recording_file_take(fd, ret_bytes, ret_size, err);
}

static json_t *window_told(size_t kind, unsigned int window)
{
	bool bare = recording.kinds[kind].bare;
	size_t instructions = bare ? ARRAY_SIZE(bare_path) : ARRAY_SIZE(attached_path);

	return json_pack("{s:b s:i s:b s:i s:i s:b}", "bare", bare, "window",
			 (int)recording.kinds[kind].window, "path", window + 1 == WINDOWS_OF_A_KIND,
			 "events", (int)events_of(window), "ns",
			 (int)(instructions * events_of(window)), "disturbed", false);
}

json_t *fake_recording_told(void)
{
	json_t *told = json_array();

	for (size_t i = recording.begun; i < recording.count; i++)
		for (unsigned int window = 0; window < WINDOWS_OF_A_KIND; window++)
			json_array_append_new(told, window_told(i, window));
	return told;
}

json_t *fake_recording_symbols(void)
{
	return json_pack("[[s,s,s,s],[s,s,s,s],[s,s,s,s]]", "ffffffff81000000", "ffffffff81000010",
			 "hooked", "", "ffffffffa0000000", "ffffffffa0000010",
			 "bpf_trampoline_6442463286", "bpf", "ffffffffa0001000", "ffffffffa0001010",
			 "bpf_prog_6deef7357e7b4530_null", "bpf");
}
