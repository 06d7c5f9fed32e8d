// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bpftax-iperf3: iperf3 as a static program, so that a guest needs nothing else.  It takes
 * iperf3's own arguments; libiperf does everything.
 */
#include <stdint.h>
/* From 3.18 on the header asks its own configuration, which is not installed, and warns. */
#define HAVE_STDATOMIC_H 1
#include <iperf_api.h>
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>

static int server_run(struct iperf_test *test)
{
	for (;;) {
		if (iperf_run_server(test) < 0)
			fprintf(stderr, "bpftax-iperf3: %s\n", iperf_strerror(i_errno));
		iperf_reset_test(test);
		if (iperf_get_test_one_off(test))
			return EXIT_SUCCESS;
	}
}

int main(int argc, char **argv)
{
	struct iperf_test *test = iperf_new_test();
	int status = EXIT_SUCCESS;

	signal(SIGPIPE, SIG_IGN);
	if (!test || iperf_defaults(test) < 0 || iperf_parse_arguments(test, argc, argv) < 0) {
		fprintf(stderr, "bpftax-iperf3: %s\n", iperf_strerror(i_errno));
		return EXIT_FAILURE;
	}
	if (iperf_get_test_role(test) == 's') {
		status = server_run(test);
	} else if (iperf_run_client(test) < 0) {
		fprintf(stderr, "bpftax-iperf3: %s\n", iperf_strerror(i_errno));
		status = EXIT_FAILURE;
	}
	iperf_free_test(test);
	return status;
}
