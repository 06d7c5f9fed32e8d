// SPDX-License-Identifier: GPL-2.0-or-later
/* What the agent says of a reload's chunks is what the store keeps. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "run/micro_chunks.h"

#define NONE "{\"ns\":[],\"disturbed\":[]}"
#define REPLY(windows, line)                                                                       \
	"{\"before\":" NONE ",\"after\":{\"ns\":[100,101],\"disturbed\":[]},\"windows\":" windows  \
	",\"line\":" line "}"
#define WINDOWS "[{\"ns\":[7],\"disturbed\":[]},{\"ns\":[300,1300,302],\"disturbed\":[1]}]"
#define LINE                                                                                       \
	"{\"events\":[200,400],\"bare\":{\"ns\":[20,40],\"disturbed\":[]},"                        \
	"\"windows\":[" NONE ",{\"ns\":[60,90],\"disturbed\":[0]}]}"

static int pack(const char *text, size_t window, struct packed_chunks *ret_chunks,
		struct error *err)
{
	json_t *reply = json_loads(text, 0, NULL);
	int code;

	assert_non_null(reply);
	code = micro_chunks_pack(reply, window, ret_chunks, err);
	json_decref(reply);
	return code;
}

static void all_of_them_are_kept(void **state)
{
	struct packed_chunks packed = {};
	struct sample_chunks chunks;
	struct error err = {};

	(void)state;
	assert_int_equal(pack(REPLY(WINDOWS, LINE), 1, &packed, &err), 0);
	assert_int_equal(chunks_unpack(packed.bytes, packed.length, &chunks), 0);
	assert_int_equal(chunks.before.count, 0);
	assert_int_equal(chunks.after.count, 2);
	assert_true(chunks.after.passes[1].elapsed_ns == 101);
	assert_int_equal(chunks.attached.count, 3);
	assert_true(chunks.attached.passes[1].elapsed_ns == 1300);
	assert_true(chunks.attached.passes[1].disturbed && !chunks.attached.passes[2].disturbed);
	assert_int_equal(chunks.line.count, 2);
	assert_true(chunks.line.events[1] == 400 && chunks.line.bare.passes[1].elapsed_ns == 40);
	assert_true(chunks.line.attached.passes[0].disturbed);
	sample_chunks_release(&chunks);
	free(packed.bytes);
}

static bool tells(const char *text, size_t window)
{
	json_t *reply = json_loads(text, 0, NULL);
	bool told = micro_chunks_tell(reply, window);

	assert_non_null(reply);
	json_decref(reply);
	return told;
}

/* Where something came into all of a kind, no figure is to be called measured. */
static void chunks_that_were_all_disturbed_tell_nothing(void **state)
{
	(void)state;
	assert_true(tells(REPLY(WINDOWS, LINE), 0));
	assert_true(tells(REPLY(WINDOWS, LINE), 1));
	assert_false(tells(REPLY("[{\"ns\":[7,8],\"disturbed\":[0,1]}]", LINE), 0));
	assert_false(tells(REPLY("[" NONE "]", LINE), 0));
	assert_false(tells("{\"before\":" NONE ",\"after\":{\"ns\":[9],\"disturbed\":[0]},"
			   "\"windows\":" WINDOWS "}",
			   0));
}

static void what_means_nothing_is_refused(void **state)
{
	static const char *const replies[] = {
		"{}",
		REPLY("[]", LINE),
		REPLY("[{},{\"ns\":[-1],\"disturbed\":[]}]", LINE),
		REPLY("[{},{\"ns\":[1.5],\"disturbed\":[]}]", LINE),
		REPLY("[{},{\"ns\":[1],\"disturbed\":[1]}]", LINE),
		REPLY("[{},{\"ns\":[9007199254740993],\"disturbed\":[]}]", LINE),
		REPLY(WINDOWS, "{}"),
		REPLY(WINDOWS, "{\"events\":[1],\"bare\":" NONE ",\"windows\":[{}," NONE "]}"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(replies); i++) {
		struct packed_chunks packed = {};
		struct error err = {};

		assert_int_equal(pack(replies[i], 1, &packed, &err), -EPROTO);
		assert_non_null(strstr(err.text, "chunks mean nothing"));
		assert_null(packed.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_them_are_kept),
		cmocka_unit_test(chunks_that_were_all_disturbed_tell_nothing),
		cmocka_unit_test(what_means_nothing_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
