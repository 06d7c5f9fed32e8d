// SPDX-License-Identifier: GPL-2.0-or-later
/* What is said of the machine, and of a guest's clocks against its host's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "words/environment.h"
#include "words/host_cpu.h"
#include "words/sentences.h"

struct fixture {
	struct run_data data;
	struct cell_record cell;
	struct report_result result;
	struct report report;
	struct sentences sentences;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->data.cells = &f->cell;
	f->data.cell_count = 1;
	f->data.run.study = json_pack("{s:s}", "client", "guest");
	f->result = (struct report_result){ .role = ROLE_TREATMENT,
					    .configuration = "fentry-map",
					    .workload = "iperf3" };
	f->report = (struct report){ .data = &f->data, .results = &f->result, .result_count = 1 };
	f->sentences.report = &f->report;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	sentences_release(&f->sentences);
	json_decref(f->cell.facts);
	json_decref(f->data.run.study);
	free(f);
	return 0;
}

static void say_of(struct fixture *f, const char *facts)
{
	f->cell.facts = json_loads(facts, 0, NULL);
	assert_non_null(f->cell.facts);
	assert_int_equal(say_environment(&f->sentences), 0);
}

static void fine_is_not_mentioned(void **state)
{
	struct fixture *f = *state;

	say_of(
	    f,
	    "{\"environment\": {"
	    "\"before\": {\"btf\": true, \"governor\": \"performance\", \"other_load_cpus\": 0},"
	    "\"during\": {\"other_load_cpus\": 0.05},"
	    "\"after\": {\"btf\": true, \"governor\": \"performance\", \"other_load_cpus\": 2}}}");
	assert_int_equal(f->sentences.count, 0);
}

static void wrong_and_changed(void **state)
{
	struct fixture *f = *state;

	say_of(f, "{\"environment\": {"
		  "\"before\": {\"btf\": true, \"smt\": true, \"other_load_cpus\": 0.3, "
		  "\"target\": \"vm\", \"timing\": \"emulated\"},"
		  "\"during\": {\"other_load_cpus\": 1.9},"
		  "\"after\": {\"btf\": true, \"smt\": false, \"other_load_cpus\": 0}}}");
	assert_int_equal(f->sentences.count, 3);
	assert_string_equal(f->sentences.texts[0],
			    "The machine before the run, as `bpftax doctor` sees it: SMT: on; "
			    "other load: 0.3 CPUs.");
	assert_string_equal(f->sentences.texts[1],
			    "Environment: other load rose from 0.3 to 1.9 CPUs during the run.");
	assert_string_equal(f->sentences.texts[2],
			    "Environment: SMT changed from on to off during the run.");
}

/* A run that was killed has no "after"; runs of earlier versions have nothing at all. */
static void parts_are_missing(void **state)
{
	struct fixture *f = *state;

	say_of(f, "{\"environment\": {\"before\": {\"btf\": true, \"other_load_cpus\": 0}}}");
	assert_int_equal(f->sentences.count, 0);
	json_decref(f->cell.facts);
	say_of(f, "{\"timing\": \"kvm\"}");
	assert_int_equal(f->sentences.count, 0);
}

/* One that was cut off twice: what held of its first samples is not forgotten. */
static void earlier_lives_count(void **state)
{
	struct fixture *f = *state;

	say_of(f, "{\"environment\": {"
		  "\"earlier\": [{\"before\": {\"btf\": true, \"smt\": true}},"
		  "{\"before\": {\"btf\": true, \"smt\": true, \"bpf_statistics\": true, "
		  "\"bpf_statistics_by\": [\"process 7 (bpftool)\"]}}],"
		  "\"before\": {\"btf\": true, \"smt\": false}}}");
	assert_int_equal(f->sentences.count, 2);
	assert_non_null(strstr(f->sentences.texts[0], "SMT: on"));
	assert_string_equal(f->sentences.texts[1],
			    "Environment: SMT changed from on to off during the run.");
	assert_int_equal(say_foreign_statistics(&f->sentences, &f->data), 0);
	assert_int_equal(f->sentences.count, 3);
	assert_non_null(strstr(f->sentences.texts[2], "by process 7 (bpftool)"));
}

/* What has to be read before any table: who else counted, and who else hung on the hook. */
static void strangers_are_named(void **state)
{
	struct fixture *f = *state;

	f->cell.facts = json_loads(
	    "{\"environment\": {\"before\": {\"bpf_statistics\": false, \"hook_programs\": "
	    "[\"fentry program f (id 57) on udp_recvmsg, held by process 812 (bpftrace)\"]},"
	    "\"after\": {\"bpf_statistics\": true, \"bpf_statistics_by\": "
	    "[\"process 7 (bpftool)\"]}}}",
	    0, NULL);
	assert_int_equal(say_foreign_statistics(&f->sentences, &f->data), 0);
	assert_int_equal(say_strangers_on_hook(&f->sentences, &f->data), 0);
	assert_int_equal(f->sentences.count, 2);
	assert_non_null(strstr(f->sentences.texts[0], "by process 7 (bpftool)"));
	assert_non_null(strstr(f->sentences.texts[1],
			       "fentry program f (id 57) on udp_recvmsg, held by process 812"));
	json_object_clear(f->cell.facts);
	assert_int_equal(say_foreign_statistics(&f->sentences, &f->data), 0);
	assert_int_equal(say_strangers_on_hook(&f->sentences, &f->data), 0);
	assert_int_equal(f->sentences.count, 2);
}

static void effect_set(struct fixture *f, enum metric metric, double low, double high)
{
	f->result.effects[metric] = (struct effect){ .absolute = { (low + high) / 2, low, high },
						     .percent = { 1, 0, 2 },
						     .n = 30 };
}

static void host_is_asked(struct fixture *f)
{
	const struct report_workload workload = { .name = "iperf3" };

	assert_int_equal(say_host_cpu(&f->sentences, &workload), 0);
}

static void both_sides_agree(void **state)
{
	struct fixture *f = *state;

	effect_set(f, METRIC_OPERATION_CPU_NS, 80, 120);
	effect_set(f, METRIC_SENDER_CPU_NS, -60, -20);
	effect_set(f, METRIC_VCPU_CPU_NS, 95, 300); /* 20 to 100 by the guest */
	host_is_asked(f);
	assert_int_equal(f->sentences.count, 0);
}

static void the_guest_says_too_much(void **state)
{
	struct fixture *f = *state;

	effect_set(f, METRIC_OPERATION_CPU_NS, 800, 1200);
	effect_set(f, METRIC_SENDER_CPU_NS, -60, -20);
	effect_set(f, METRIC_VCPU_CPU_NS, 95, 300);
	host_is_asked(f);
	assert_int_equal(f->sentences.count, 1);
	assert_non_null(strstr(f->sentences.texts[0],
			       "iperf3, fentry-map: CPU time a datagram changed by +960 ns [740, "
			       "1180] by the guest's own clocks (receiver and sender), by its "
			       "CPUs' threads on the host by +198 ns [95, 300]: the two disagree"));
}

/* With the client on the host its time is none of the guest's. */
static void sender_on_the_host(void **state)
{
	struct fixture *f = *state;

	json_object_set_new(f->data.run.study, "client", json_string("host"));
	effect_set(f, METRIC_OPERATION_CPU_NS, 80, 120);
	effect_set(f, METRIC_SENDER_CPU_NS, 5000, 6000);
	effect_set(f, METRIC_VCPU_CPU_NS, 95, 300);
	host_is_asked(f);
	assert_int_equal(f->sentences.count, 0);
	effect_set(f, METRIC_VCPU_CPU_NS, -95, -30);
	host_is_asked(f);
	assert_int_equal(f->sentences.count, 1);
}

static void without_an_interval_nothing_is_said(void **state)
{
	struct fixture *f = *state;

	effect_set(f, METRIC_OPERATION_CPU_NS, 800, 1200);
	effect_set(f, METRIC_SENDER_CPU_NS, NAN, NAN);
	effect_set(f, METRIC_VCPU_CPU_NS, 95, 300);
	host_is_asked(f);
	f->result.effects[METRIC_VCPU_CPU_NS].n = 0;
	effect_set(f, METRIC_SENDER_CPU_NS, -1, 1);
	host_is_asked(f);
	assert_int_equal(f->sentences.count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fine_is_not_mentioned),
		TEST(wrong_and_changed),
		TEST(parts_are_missing),
		TEST(earlier_lives_count),
		TEST(strangers_are_named),
		TEST(both_sides_agree),
		TEST(the_guest_says_too_much),
		TEST(sender_on_the_host),
		TEST(without_an_interval_nothing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
