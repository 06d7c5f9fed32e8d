// SPDX-License-Identifier: GPL-2.0-or-later
/* Settings that workloads have of their own: what each is sent, and which of a study's move
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "study/settings.h"
#include "study/study_fields.h"

static void make(struct study *study, const char *const *pairs)
{
	study_init(study);
	for (; *pairs; pairs += 2)
		assert_int_equal(
		    option_set(option_find(pairs[0], OPTION_FOR_RUN), pairs[1], study, NULL), 0);
}

#define MAKE(study, ...) make(study, (const char *const[]){ __VA_ARGS__, NULL })

static void every_setting_has_a_workload(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_table_count; i++) {
		CLEANUP_FREE char *owners = setting_owners(options_table[i].name);

		assert_int_equal(!!*owners, options_table[i].setting);
	}
}

static void what_a_workload_names_is_a_setting(void **state)
{
	(void)state;
	for (size_t w = 0; w < workload_infos_count; w++) {
		const struct workload_info *info = &workload_infos[w];

		assert_null(info->settings[WORKLOAD_SETTINGS_MAX]);
		for (size_t i = 0; info->settings[i]; i++) {
			const struct option_row *row =
			    option_find(info->settings[i], OPTION_FOR_RUN);

			assert_true(row && row->setting && row->study_key);
		}
	}
}

static void assert_sent(const struct study *study, const char *workload, json_t *expected)
{
	json_t *sent = settings_pack(study, workload_find(workload));

	if (!json_equal(sent, expected)) {
		CLEANUP_FREE char *text = json_dumps(sent, 0);

		fail_msg("%s is sent %s", workload, text);
	}
	json_decref(sent);
	json_decref(expected);
}

static void a_workload_is_sent_its_own(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "parallel", "3", "bitrate", "10M", "length", "100", "port", "4000", "client",
	     "host", "server-family", "any", "receiver", "free");
	assert_sent(&study, "udp-drain",
		    json_pack("{s:s s:i}", "server-family", "any", "length", 100));
	assert_sent(&study, "iperf3",
		    json_pack("{s:s s:s s:i s:s s:i}", "client", "host", "server-family", "any",
			      "parallel", 3, "bitrate", "10M", "length", 100));
	assert_sent(
	    &study, "iperf3-paced",
	    json_pack("{s:s s:s s:i}", "client", "host", "server-family", "any", "length", 100));
	assert_sent(&study, "micro", json_pack("{}"));
	study_free(&study);
}

static void a_client_is_where_there_is_one(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "workload", "udp-drain,iperf3", "client", "host");
	assert_true(settings_client_on_host(&study, "iperf3"));
	assert_false(settings_client_on_host(&study, "udp-drain"));
	assert_false(settings_client_on_host(&study, "of-a-later-version"));
	assert_true(settings_have(&study, "client"));
	study_free(&study);
	MAKE(&study, "workload", "udp-drain", "client", "guest");
	assert_false(settings_client_on_host(&study, "iperf3"));
	assert_false(settings_have(&study, "client"));
	study_free(&study);
}

static void assert_idle(struct study *study, const char *expected)
{
	CLEANUP_FREE char *lines = NULL;
	struct cell_list cells;
	struct error err = { 0 };

	if (cells_make(study, &cells, &err) < 0)
		fail_msg("%s", err.text);
	lines = settings_idle(&cells);
	assert_string_equal(lines, expected);
	cells_free(&cells);
	study_free(study);
}

static void what_moves_nothing_is_said(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "workload", "udp-drain", "parallel", "4", "bitrate", "5M", "length", "100");
	assert_idle(&study,
		    "parallel 4 changes nothing: it is a setting of iperf3, which is not measured\n"
		    "bitrate 5M changes nothing: it is a setting of iperf3, which is not measured");
	MAKE(&study, "workload", "udp-drain", "client", "host");
	assert_idle(&study, "client host changes nothing: it is a setting of iperf3, iperf3-paced, "
			    "iperf3-saturated, none of which is measured");
	MAKE(&study, "workload", "iperf3-paced", "parallel", "4");
	assert_idle(&study,
		    "parallel 4 changes nothing: it is a setting of iperf3, which is not measured");
}

static void what_a_cell_has_or_is_as_by_default_is_not(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "workload", "udp-drain,iperf3", "parallel", "4");
	assert_idle(&study, "");
	/* The timed cell has iperf3, the counted one has not. */
	MAKE(&study, "timing", "counted,timed", "parallel", "4");
	assert_idle(&study, "");
	/* As studies/hill.ini has it, and `bpftax curve`. */
	MAKE(&study, "workload", "udp-drain", "parallel", "2", "bitrate", "0");
	assert_idle(&study, "");
	MAKE(&study, "exact", "yes", "parallel", "8", "bitrate", "1G", "client", "guest");
	assert_idle(&study, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_setting_has_a_workload),
		cmocka_unit_test(what_a_workload_names_is_a_setting),
		cmocka_unit_test(a_workload_is_sent_its_own),
		cmocka_unit_test(a_client_is_where_there_is_one),
		cmocka_unit_test(what_moves_nothing_is_said),
		cmocka_unit_test(what_a_cell_has_or_is_as_by_default_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
