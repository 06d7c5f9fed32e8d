// SPDX-License-Identifier: GPL-2.0-or-later
/* What a real iperf3 3.12 printed, and what it might print when it is cut off or damaged. */
#include "workload/iperf3_result.h"
#include "common/cleanup.h"

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *real_output;
static const char *path;

static int read_output(void **state)
{
	FILE *file = fopen(path, "r");
	size_t size = 0;

	(void)state;
	assert_non_null(file);
	assert_true(getdelim(&real_output, &size, '\0', file) > 0);
	fclose(file);
	return 0;
}

static int free_output(void **state)
{
	(void)state;
	free(real_output);
	return 0;
}

static void a_real_output(void **state)
{
	struct iperf3_result result;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(iperf3_result_parse(real_output, &result, &err), 0);
	assert_true(result.received_bytes == 249856);
	assert_true(result.received_datagrams == 3904);
	assert_true(result.sent_datagrams == 3904);
	assert_true(result.lost_datagrams == 0);
	assert_true(fabs(result.seconds - 1.000231) < 1e-9);
	assert_true(fabs(result.sender_cpu_percent - 3.537) < .001);
}

/* As iperf 3.12 prints them: its server refused the first, and died after a second of the other. */
static void a_test_that_never_began_may_be_tried_again(void **state)
{
	static const char never[] = "{\"start\":{\"connected\":[]},\"intervals\":[],\"end\":{},"
				    "\"error\":\"unable to receive control message\"}";
	static const char ended[] = "{\"start\":{\"connected\":[{\"socket\":5}]},\"intervals\":[],"
				    "\"end\":{},\"error\":\"control socket has closed\"}";
	struct iperf3_result result = { .seconds = -1 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(iperf3_result_parse(never, &result, &err), -EAGAIN);
	assert_string_equal(err.text, "iperf3: unable to receive control message");
	assert_int_equal(iperf3_result_parse(ended, &result, &err), -EPROTO);
	assert_true(result.seconds == -1);
}

static void refused_with(const char *text, const char *reason)
{
	struct iperf3_result result = { .seconds = -1 };
	struct error err = { 0 };

	assert_true(iperf3_result_parse(text, &result, &err) < 0);
	assert_non_null(strstr(err.text, reason));
	assert_true(result.seconds == -1); /* untouched */
}

static void errors_are_iperf3s_own_or_a_sentence(void **state)
{
	(void)state;
	refused_with("{\"error\":\"unable to connect to server\"}", "unable to connect to server");
	refused_with("", "no JSON");
	refused_with("[]", "no end.sum_received");
	refused_with("{\"end\":{}}", "no end.sum_received");
	refused_with("{\"end\":{\"sum_received\":{\"seconds\":0,\"bytes\":1}}}", "sum_received");
	refused_with("{\"end\":{\"sum_received\":{\"seconds\":1,\"bytes\":\"x\"}}}",
		     "sum_received");
}

static void every_truncation_is_refused(void **state)
{
	size_t length = strlen(real_output);

	(void)state;
	while (length && real_output[length - 1] != '}')
		length--;
	for (size_t cut = 0; cut < length; cut += 7) {
		CLEANUP_FREE char *text = strndup(real_output, cut);

		refused_with(text, "no JSON");
	}
}

/* Nothing may crash, and nothing may come out that is no number. */
static void damaged_outputs(void **state)
{
	size_t length = strlen(real_output);
	unsigned int seed = 12345;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		CLEANUP_FREE char *text = strdup(real_output);
		struct iperf3_result result;

		for (int i = 0; i < 3; i++) {
			seed = seed * 1103515245 + 12345;
			text[seed / 65536 % length] = "{}[]:,\"0x-e"[seed / 7 % 11];
		}
		if (!iperf3_result_parse(text, &result, NULL))
			assert_true(result.seconds > 0 && result.received_bytes >= 0);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_real_output),
		cmocka_unit_test(a_test_that_never_began_may_be_tried_again),
		cmocka_unit_test(errors_are_iperf3s_own_or_a_sentence),
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(damaged_outputs),
	};

	if (argc != 2)
		return 2;
	path = argv[1];
	return cmocka_run_group_tests(tests, read_output, free_output);
}
