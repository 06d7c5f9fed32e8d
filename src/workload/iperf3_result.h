/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_IPERF3_RESULT_H
#define BPFTAX_IPERF3_RESULT_H

/*
 * What `iperf3 --json` says at its end.  Pure: text in, numbers out.
 *
 *	struct iperf3_result result;
 *
 *	if (iperf3_result_parse(text, &result, &err) < 0)
 *		...
 *
 * Received figures are of end.sum_received: end.sum is the sender's in some versions and the
 * receiver's in others.
 */

#include "common/error.h"

struct iperf3_result {
	double seconds;
	double received_bytes;
	double received_datagrams;
	double lost_datagrams;
	double sent_datagrams;
	double sender_cpu_percent;   /* of one CPU, the client's own account; NaN when absent */
	double receiver_cpu_percent; /* the server's */
};

/*
 * -EPROTO with a sentence when it is no JSON of iperf3's, or when iperf3 reports an error of its
 * own ("error": ...); -EAGAIN with the same when by then no stream of the test was connected
 * (start.connected is empty): nothing was sent, and another try measures all that this one was for.
 */
int iperf3_result_parse(const char *text, struct iperf3_result *ret_result, struct error *err);

#endif
