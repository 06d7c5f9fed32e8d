// SPDX-License-Identifier: GPL-2.0-or-later
#include "workload/iperf3_result.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>

static double number(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

static int end_read(const json_t *end, struct iperf3_result *result)
{
	const json_t *received = json_object_get(end, "sum_received");
	const json_t *sent = json_object_get(end, "sum_sent");
	const json_t *cpu = json_object_get(end, "cpu_utilization_percent");
	double packets = number(received, "packets");

	result->seconds = number(received, "seconds");
	result->received_bytes = number(received, "bytes");
	result->lost_datagrams = number(received, "lost_packets");
	/* "packets" counts up to the highest sequence number seen, lost ones among them. */
	result->received_datagrams = packets - result->lost_datagrams;
	result->sent_datagrams = number(sent, "packets");
	result->sender_cpu_percent = number(cpu, "host_total");
	result->receiver_cpu_percent = number(cpu, "remote_total");
	return isfinite(result->seconds) && result->seconds > 0 &&
		       isfinite(result->received_bytes) && result->received_bytes >= 0
		   ? 0
		   : -EPROTO;
}

static bool has_begun(const json_t *root)
{
	const json_t *connected = json_object_get(json_object_get(root, "start"), "connected");

	return !json_is_array(connected) || json_array_size(connected) > 0;
}

/* What iperf3 says of itself. */
static int refusal(const json_t *root, const char *own_error, struct error *err)
{
	int code = has_begun(root) ? EPROTO : EAGAIN;

	return error_set(err, ERROR_RESULT, code, "iperf3: %s", own_error);
}

int iperf3_result_parse(const char *text, struct iperf3_result *ret_result, struct error *err)
{
	struct iperf3_result result;
	json_t *root = json_loads(text, 0, NULL);
	const char *own_error = json_string_value(json_object_get(root, "error"));
	int done = -EPROTO;

	if (!root)
		error_set(err, ERROR_RESULT, EPROTO, "iperf3 printed no JSON");
	else if (own_error)
		done = refusal(root, own_error, err);
	else if (end_read(json_object_get(root, "end"), &result) < 0)
		error_set(err, ERROR_RESULT, EPROTO, "iperf3's JSON has no end.sum_received");
	else
		done = 0;
	json_decref(root);
	if (!done)
		*ret_result = result;
	return done;
}
