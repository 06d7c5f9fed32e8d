// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the datagrams of a client on the host went, and what is said to limit them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "estimate/limits.h"
#include "memory_run.h"
#include "words/limits.h"
#include "words/sentences.h"

/* A second in which 1000 were received of those sent. */
static struct memory_run *run_of(double sent, double host_drops, double card, double drops)
{
	struct memory_run *run = memory_run_new("restart");
	struct counters *counters;

	memory_run_add(run, BASELINE, 0, 0, 1000);
	counters = memory_run_last_counters(run);
	counters->value[COUNTER_sender_datagrams] = sent;
	counters->value[COUNTER_host_drops] = host_drops;
	counters->value[COUNTER_card_packets] = card;
	counters->value[COUNTER_drops] = drops;
	return run;
}

static const struct report_limits *limits_in(struct memory_run *run)
{
	memory_run_build(run, "baseline");
	return &run->report->workloads[0].limits;
}

static void lost_on_the_host(void **state)
{
	struct memory_run *run = run_of(4000, 2800, 1100, 60);
	const struct report_limits *limits = limits_in(run);

	(void)state;
	assert_int_equal(limits->by, LIMIT_HOST);
	assert_close(limits->sent_pps, 4000);
	assert_close(limits->at_host, .7);
	assert_close(limits->on_the_way, .025);
	assert_close(limits->in_guest, .01);
	assert_close(limits->at_socket, .015);
	assert_close(limits->received, .25);
	memory_run_free(run);
}

static void lost_in_the_guest(void **state)
{
	struct memory_run *run = run_of(4000, 0, 4000, 3000);

	(void)state;
	assert_int_equal(limits_in(run)->by, LIMIT_RECEIVER);
	memory_run_free(run);
}

/* Control packets make the card's count larger than what was sent: no loss below nothing. */
static void nothing_lost(void **state)
{
	struct memory_run *run = run_of(1000, 0, 1005, 0);
	const struct report_limits *limits = limits_in(run);

	(void)state;
	assert_int_equal(limits->by, LIMIT_SENDER);
	assert_close(limits->on_the_way, 0);
	memory_run_free(run);
}

/* What was not counted is not known, and limits nothing by itself. */
static void not_counted(void **state)
{
	struct memory_run *run = run_of(4000, 2800, NAN, 0);
	const struct report_limits *limits = limits_in(run);

	(void)state;
	assert_int_equal(limits->by, LIMIT_HOST);
	assert_true(isnan(limits->on_the_way) && isnan(limits->in_guest));
	assert_true(isnan(limits->network.ran) && isnan(limits->softirqs_beside));
	memory_run_free(run);
	run = run_of(4000, NAN, 1100, 0);
	assert_false(limits_present(limits_in(run)));
	memory_run_free(run);
}

static bool told(const struct report *report, const char *words)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	bool found = false;

	assert_int_equal(limits_build(report, &sentences), 0);
	for (size_t i = 0; i < sentences.count; i++)
		found |= strstr(sentences.texts[i], words) != NULL;
	return found;
}

/* The receiver is busy by memory_run's clock throughout, or half of the time. */
static void what_throughput_shows(void **state)
{
	struct memory_run *run = run_of(4000, 2800, 1100, 60);

	(void)state;
	memory_run_last_counters(run)->value[COUNTER_receiver_cpu_ns] = 5e8;
	memory_run_last_counters(run)->value[COUNTER_sleeps] = 200;
	limits_in(run);
	assert_true(told(run->report, "70.0 % dropped at QEMU's socket"));
	assert_true(told(run->report, "not show what a hook costs"));
	assert_true(told(run->report, "datagrams was not counted"));
	assert_false(told(run->report, "--pin no"));
	json_object_set_new(run->data.run.study, "pin", json_string("no"));
	assert_true(told(run->report, "--pin no"));
	memory_run_free(run);
	run = run_of(4000, 0, 4000, 3000);
	memory_run_last_counters(run)->value[COUNTER_receiver_cpu_ns] = 1e9;
	memory_run_last_counters(run)->value[COUNTER_softirqs] = 100;
	memory_run_last_counters(run)->value[COUNTER_softirqs_beside] = 99;
	limits_in(run);
	assert_true(told(run->report, "throughput falls when a hook takes longer"));
	assert_true(told(run->report, "it is NOT apart from"));
	memory_run_free(run);
}

/* On the first page, before the figures that it is about: not who had the CPUs. */
static void briefly(void **state)
{
	struct memory_run *run = run_of(4000, 2800, 1100, 60);
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP(sentences_release) struct sentences others = { 0 };

	(void)state;
	limits_in(run);
	assert_int_equal(limits_build_brief(run->report, "iperf3", &sentences), 0);
	assert_int_equal(sentences.count, 2);
	assert_non_null(strstr(sentences.texts[0], "70.0 % dropped at QEMU's socket"));
	assert_non_null(strstr(sentences.texts[1], "what limits it is "));
	assert_int_equal(limits_build_brief(run->report, "udp-drain", &others), 0);
	assert_int_equal(others.count, 0);
	memory_run_free(run);
}

/* A wait that five of ten windows know is of their length alone. */
static void known_in_some_windows(void **state)
{
	struct memory_run *run = memory_run_new("restart");
	const struct report_limits *limits;

	(void)state;
	for (unsigned int i = 0; i < 10; i++) {
		struct counters *counters;

		memory_run_add(run, BASELINE, i, 0, 1000);
		counters = memory_run_last_counters(run);
		counters->value[COUNTER_sender_datagrams] = 1000;
		counters->value[COUNTER_host_drops] = 0;
		counters->value[COUNTER_sender_cpu_ns] = 6e8;
		counters->value[COUNTER_sender_wait_ns] = i < 5 ? 4e8 : NAN;
		counters->value[COUNTER_drops] = i < 5 ? 100 : NAN;
		counters->value[COUNTER_card_packets] = i < 5 ? 1000 : NAN;
	}
	limits = limits_in(run);
	assert_close(limits->sender.ran, .6);
	assert_close(limits->sender.waited, .4);
	assert_close(run->report->workloads[0].saturation.drops_per_operation, .1);
	assert_true(isnan(limits->on_the_way) && isnan(limits->at_socket));
	assert_close(limits->received, 1);
	memory_run_free(run);
}

/* 400 of 1000 were received, and where the others were lost was not counted. */
static void lost_who_knows_where(void **state)
{
	struct memory_run *run = run_of(2500, 0, NAN, 0);

	(void)state;
	assert_int_equal(limits_in(run)->by, LIMIT_UNKNOWN);
	assert_true(told(run->report, "40.0 % were received"));
	assert_true(told(run->report, "what limits it is not known"));
	assert_false(told(run->report, "the client: what it sends arrives"));
	memory_run_free(run);
	run = run_of(1000, 0, NAN, NAN);
	assert_int_equal(limits_in(run)->by, LIMIT_SENDER);
	memory_run_free(run);
}

/* A client that goes on through the windows of a switch run does not tell what it sent in one. */
static void sent_is_not_known(void **state)
{
	struct memory_run *run = run_of(NAN, 600, 1400, 100);
	const struct report_limits *limits = limits_in(run);

	(void)state;
	assert_true(limits_present(limits) && isnan(limits->sent_pps));
	assert_close(limits->arrived_pps, 2000);
	assert_close(limits->at_host, .3);
	assert_true(isnan(limits->on_the_way));
	assert_close(limits->in_guest, .15);
	assert_close(limits->at_socket, .05);
	assert_close(limits->received, .5);
	assert_int_equal(limits->by, LIMIT_HOST);
	assert_true(told(run->report, "of 2000 datagrams a second that arrived at QEMU's socket"));
	assert_true(told(run->report, "lost between it and the guest's network card is not known"));
	assert_true(told(run->report, "How many the client sent in a window is not known"));
	memory_run_free(run);
	/* What was lost on the way could be more than what was lost behind it, or all there was. */
	run = run_of(NAN, 0, 2000, 900);
	assert_int_equal(limits_in(run)->by, LIMIT_UNKNOWN);
	memory_run_free(run);
	run = run_of(NAN, 0, 1000, 0);
	assert_int_equal(limits_in(run)->by, LIMIT_UNKNOWN);
	assert_false(told(run->report, "the client: what it sends arrives"));
	memory_run_free(run);
}

/* With its client on the host it says so; within the guest there is no such way. */
static void nothing_was_counted(void **state)
{
	struct memory_run *run = run_of(NAN, NAN, NAN, NAN);

	(void)state;
	limits_in(run);
	assert_false(told(run->report, "what limits it is not known"));
	json_object_set_new(run->data.run.study, "client", json_string("host"));
	assert_true(told(run->report, "what limits it is not known"));
	memory_run_free(run);
}

static void know_all_cpu_times(struct memory_run *run)
{
	static const enum counter times[] = { COUNTER_sender_cpu_ns,  COUNTER_sender_wait_ns,
					      COUNTER_network_cpu_ns, COUNTER_network_wait_ns,
					      COUNTER_vcpu_cpu_ns,    COUNTER_vcpu_wait_ns };

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		memory_run_last_counters(run)->value[times[i]] = 1e8;
}

static void what_is_left_of_the_time(void **state)
{
	struct memory_run *run = run_of(4000, 2800, 1100, 60);

	(void)state;
	know_all_cpu_times(run);
	limits_in(run);
	assert_true(told(run->report, "the virtual CPUs, added up, ran 10 %"));
	assert_false(told(run->report, "nothing to do"));
	run->cells[0].cpus = 2;
	assert_true(told(run->report, "a virtual CPU on average ran 5 %"));
	assert_true(told(run->report, "nothing to do"));
	memory_run_last_counters(run)->value[COUNTER_sender_wait_ns] = NAN;
	limits_in(run);
	assert_true(
	    told(run->report, "the client ran 10 % of the time (its wait for a CPU is not"));
	assert_false(told(run->report, "nothing to do"));
	memory_run_free(run);
}

/* Saturated by its sleeps alone; nothing of it contradicts a client all of whose data arrive. */
static void saturated_by_its_sleeps(void **state)
{
	struct memory_run *run = run_of(1000, 0, 1000, 0);

	(void)state;
	memory_run_last_counters(run)->value[COUNTER_sleeps] = 1;
	limits_in(run);
	assert_true(told(run->report, "hardly ever sleeps: throughput falls"));
	assert_false(told(run->report, "nan"));
	memory_run_last_counters(run)->value[COUNTER_receiver_cpu_ns] = 6e8;
	limits_in(run);
	assert_true(told(run->report, "hardly ever sleeps (busy 60.0 %)"));
	assert_false(told(run->report, "busy all the time"));
	assert_false(told(run->report, "what it sends arrives"));
	memory_run_last_counters(run)->value[COUNTER_receiver_cpu_ns] = NAN;
	memory_run_last_counters(run)->value[COUNTER_sleeps] = NAN;
	limits_in(run);
	assert_true(told(run->report, "how busy it is is not known"));
	assert_false(told(run->report, "nan"));
	memory_run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lost_on_the_host),
		cmocka_unit_test(lost_in_the_guest),
		cmocka_unit_test(nothing_lost),
		cmocka_unit_test(not_counted),
		cmocka_unit_test(what_throughput_shows),
		cmocka_unit_test(known_in_some_windows),
		cmocka_unit_test(lost_who_knows_where),
		cmocka_unit_test(sent_is_not_known),
		cmocka_unit_test(nothing_was_counted),
		cmocka_unit_test(what_is_left_of_the_time),
		cmocka_unit_test(briefly),
		cmocka_unit_test(saturated_by_its_sleeps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
