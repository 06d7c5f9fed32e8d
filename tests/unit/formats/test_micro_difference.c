// SPDX-License-Identifier: GPL-2.0-or-later
/* Two runs side by side: what may be compared, and what is named when figures differ. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "formats/micro_difference.h"
#include "synthetic_run.h"

/* The last reader of a store in WAL mode cannot remove the two files beside it. */
static void store_remove(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char file[64];

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(file, sizeof(file), "%s%s", path, endings[i]);
		unlink(file);
	}
}

static struct run_data *run_make(enum synthetic_kind kind)
{
	char path[] = "/tmp/bpftax-difference-XXXXXX", id[RUN_ID_LENGTH + 1];
	struct run_data *data = NULL;
	struct store *store = NULL;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	memset(id, '1' + (int)kind, RUN_ID_LENGTH);
	id[RUN_ID_LENGTH] = '\0';
	assert_int_equal(synthetic_run_write(path, kind, NULL), 0);
	assert_int_equal(store_open(path, STORE_READ, &store, NULL), 0);
	assert_int_equal(store_run_load(store, id, &data, NULL), 0);
	store_close(store);
	store_remove(path);
	return data;
}

static int compare(struct run_data *one, struct run_data *other, char **ret_text, struct error *err)
{
	const struct report_options options = { .width = 100 };
	size_t size;
	FILE *out = open_memstream(ret_text, &size);
	int code = micro_difference_print(one, other, out, &options, err);

	fclose(out);
	return code;
}

static void a_fact_set(struct run_data *data, const char *key, const char *text)
{
	json_object_set_new(data->cells[0].facts, key, json_string(text));
}

static void the_same_run_has_no_difference(void **state)
{
	struct run_data *one = run_make(SYNTHETIC_EXACT), *other = run_make(SYNTHETIC_EXACT);
	char *text;

	(void)state;
	a_fact_set(other, "qemu", "8.0"); /* it made none */
	assert_int_equal(compare(one, other, &text, NULL), 0);
	assert_null(strstr(text, "Rows differ"));
	free(text);
	run_data_free(one);
	run_data_free(other);
}

/* By one instruction an event. */
static void make_dearer(struct run_data *data, struct packed_counters *counters)
{
	struct counters changed = counters_unpack(counters);

	changed.value[COUNTER_event_ns] += 1;
	*counters = counters_pack(
	    &changed, arena_take(&data->counters, counters_present(&changed) * sizeof(double)));
}

static void what_changed_is_named(void **state)
{
	struct run_data *one = run_make(SYNTHETIC_EXACT), *other = run_make(SYNTHETIC_EXACT);
	char *text;

	(void)state;
	for (size_t i = 0; i < other->sample_count; i++)
		make_dearer(other, &other->samples[i].counters);
	assert_int_equal(compare(one, other, &text, NULL), 0);
	assert_non_null(strstr(text, "nothing that is recorded"));
	free(text);

	a_fact_set(one, "qemu", "7.2");
	a_fact_set(other, "qemu", "8.0");
	assert_int_equal(compare(one, other, &text, NULL), 0);
	assert_non_null(strstr(text, "- QEMU: 7.2, then 8.0"));
	assert_null(strstr(text, "- agent"));
	assert_null(strstr(text, "nothing that is recorded"));
	free(text);
	run_data_free(one);
	run_data_free(other);
}

static void instructions_and_nanoseconds_are_not_compared(void **state)
{
	struct run_data *exact = run_make(SYNTHETIC_EXACT), *timed = run_make(SYNTHETIC_MICRO);
	struct error err = { 0 };
	char *text;

	(void)state;
	assert_int_equal(compare(exact, timed, &text, &err), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(text, "");
	free(text);
	assert_int_equal(compare(timed, timed, &text, &err), -EINVAL);
	free(text);
	run_data_free(exact);
	run_data_free(timed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_run_has_no_difference),
		cmocka_unit_test(what_changed_is_named),
		cmocka_unit_test(instructions_and_nanoseconds_are_not_compared),
	};

	return cmocka_run_group_tests_name("micro_difference", tests, NULL, NULL);
}
