// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/limits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Less than this of what was sent is no loss that limits anything. */
#define LOSS_OF_NOTE .01

bool client_is_on_host(const struct run_data *data)
{
	const char *client = json_string_value(json_object_get(data->run.study, "client"));

	return client && strcmp(client, "host") == 0;
}

bool limits_present(const struct report_limits *limits)
{
	return limits->sent_pps > 0 || limits->arrived_pps > 0;
}

static double sum_of(const struct measuring *measuring, enum counter counter)
{
	return measure_sum_of_all(measuring, measuring->baseline, counter);
}

/* What only some windows know, as a sender's wait, is of their own length. */
static double ratio_of(const struct measuring *measuring, enum counter counter, enum counter per)
{
	return measure_ratio(measuring, measuring->baseline, counter, per);
}

/* Control packets and readings that are not of one moment may make a small difference negative. */
static double share(double count, double sent)
{
	return isnan(count) ? NAN : fmax(0, count / sent);
}

static struct report_cpu_share cpu_share(const struct measuring *measuring, enum counter ran,
					 enum counter waited)
{
	return (struct report_cpu_share){ ratio_of(measuring, ran, COUNTER_length_ns),
					  ratio_of(measuring, waited, COUNTER_length_ns) };
}

/* What was lost where nothing was counted; NaN: what was received is not known either. */
static double lost_uncounted(const struct report_limits *limits, double outside, double inside)
{
	double rest = 1 - limits->received - outside - inside;

	if (!isnan(limits->on_the_way + limits->in_guest + limits->at_socket))
		return 0;
	return rest < 0 ? 0 : rest;
}

/* Only what stays true wherever the uncounted was lost. */
static enum limit limit_by(const struct report_limits *limits)
{
	double outside = fmax(0, limits->at_host) + fmax(0, limits->on_the_way);
	double inside = fmax(0, limits->in_guest) + fmax(0, limits->at_socket);
	double uncounted = lost_uncounted(limits, outside, inside);

	if (limits->received >= 1 - LOSS_OF_NOTE)
		return isnan(limits->sent_pps) ? LIMIT_UNKNOWN : LIMIT_SENDER;
	if (outside >= inside + uncounted)
		return LIMIT_HOST;
	return inside > outside + uncounted && !isnan(limits->sent_pps) ? LIMIT_RECEIVER
									: LIMIT_UNKNOWN;
}

/* All that shares are of: what was sent, or where that is not known what arrived. */
static double all_of(double sent, double dropped, double card)
{
	return sent > 0 ? sent : dropped + card;
}

static void datagrams_fill(const struct measuring *measuring, struct report_limits *limits)
{
	double sent = sum_of(measuring, COUNTER_sender_datagrams);
	double dropped = sum_of(measuring, COUNTER_host_drops);
	double card = sum_of(measuring, COUNTER_card_packets);
	double received = sum_of(measuring, COUNTER_operations);
	double at_socket = sum_of(measuring, COUNTER_drops);
	double all = all_of(sent, dropped, card);
	double seconds = sum_of(measuring, COUNTER_length_ns) / 1e9;

	limits->sent_pps = sent > 0 ? sent / seconds : NAN;
	limits->arrived_pps = sent > 0 ? NAN : all / seconds;
	limits->at_host = share(dropped, all);
	limits->on_the_way = share(sent - dropped - card, all);
	limits->in_guest = share(card - at_socket - received, all);
	limits->at_socket = share(at_socket, all);
	limits->received = share(received, all);
}

static bool is_known(const struct measuring *measuring)
{
	return measuring->baseline != SIZE_MAX && !isnan(sum_of(measuring, COUNTER_host_drops)) &&
	       (sum_of(measuring, COUNTER_sender_datagrams) > 0 ||
		sum_of(measuring, COUNTER_card_packets) > 0);
}

struct report_limits limits_of(const struct measuring *measuring)
{
	struct report_limits limits = { .by = LIMIT_UNKNOWN };

	if (!is_known(measuring))
		return limits;
	datagrams_fill(measuring, &limits);
	limits.sender = cpu_share(measuring, COUNTER_sender_cpu_ns, COUNTER_sender_wait_ns);
	limits.network = cpu_share(measuring, COUNTER_network_cpu_ns, COUNTER_network_wait_ns);
	limits.vcpus = cpu_share(measuring, COUNTER_vcpu_cpu_ns, COUNTER_vcpu_wait_ns);
	limits.softirqs_beside = ratio_of(measuring, COUNTER_softirqs_beside, COUNTER_softirqs);
	limits.by = limit_by(&limits);
	return limits;
}
