// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One visit against a scripted agent: what is stored, and what becomes of the treatment, when the
 * proof holds and when it does not.
 */
#include "run/notes.h"
#include "run/switch.h"
#include "protocol/version.h"
#include "study/options.h"
#include "run_fixture.h"
#include "common/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HELLO PROTOCOL_HELLO_LINE
#define ATTACHED                                                                                   \
	"{\"status\":\"attached\",\"hook\":\"udp_recvmsg\",\"hits_per_operation\":1.0,"            \
	"\"proof\":{\"enabled_functions\":\"x\"}}"
#define OFF "{\"statistics\":false}"
#define ON "{\"statistics\":true}"
#define COUNTED(hits)                                                                              \
	"{\"counters\":{\"operations\":1000,\"length_ns\":1000000,\"hits\":" hits                  \
	",\"hit_operations\":1100,\"misses\":0}}"
/* One hit a datagram, but none within the receives that are timed. */
#define COUNTED_ELSEWHERE                                                                          \
	"{\"counters\":{\"operations\":1000,\"length_ns\":1000000,\"hits\":1100,"                  \
	"\"hit_operations\":1100,\"misses\":0,\"hits_inside\":0,\"inside_operations\":96}}"
#define UNCOUNTED "{\"counters\":{\"operations\":1000,\"length_ns\":1000000}}"
#define DETACHED "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0}"

struct fixture {
	struct run_fixture run;
	struct treatment_outcome *outcome; /* of fentry-null */
};

/* fentry-null alone, with statistics off and on. */
static void study_narrow(struct study *study)
{
	option_set(option_find("mechanism", OPTION_FOR_RUN), "fentry", study, NULL);
	option_set(option_find("program", OPTION_FOR_RUN), "null", study, NULL);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	run_fixture_begin(&f->run);
	study_narrow(&f->run.study);
	run_fixture_prepare(&f->run, "udp-drain");
	f->outcome = &f->run.course.outcomes[1];
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	run_fixture_end(&f->run);
	free(f);
	return 0;
}

static int visit_with(struct fixture *f, const struct target_exchange *script, size_t count,
		      struct error *err)
{
	static const struct visit visit = { .treatment = 1,
					    .window_count = 2,
					    .windows = { { false, DELAY_NONE },
							 { true, DELAY_NONE } } };

	run_fixture_target(&f->run, script, count);
	return visit_run(&protocol_switch, NULL, &f->run.course, &visit, err);
}

static struct run_data *stored(struct fixture *f)
{
	struct run_data *data = NULL;
	struct error err = { 0 };

	assert_int_equal(store_run_load(f->run.context.store, f->run.run.record.id, &data, &err),
			 0);
	return data;
}

static void a_proved_visit_is_kept(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },
		{ "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF },
		{ "\"window\"", "{\"event\":\"measuring\"}" },
		{ NULL, UNCOUNTED },
		{ "\"statistics\"", ON },
		{ "\"window\"", COUNTED("1100") },
		{ "\"statistics\"", OFF },
		{ "\"detach\"", DETACHED },
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	assert_int_equal(f->outcome->kept, 1);
	data = stored(f);
	assert_int_equal(data->sample_count, 2);
	assert_true(isnan(packed_counter(&data->samples[0].counters, COUNTER_hits)));
	assert_true(packed_counter(&data->samples[1].counters, COUNTER_hits) == 1100);
	assert_string_equal(data->visits[0].state, "kept");
	assert_string_equal(
	    json_string_value(json_object_get(data->visits[0].proof, "enabled_functions")), "x");
	run_data_free(data);
}

/* The program cost in it what it does with statistics: no sample, and the other one stays. */
static void a_window_that_others_counted_in_is_left_out(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },
		{ "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF },
		{ "\"window\"", "{\"counters\":{\"operations\":1000,\"length_ns\":1000000},"
				"\"counted_by\":\"process 812 (bpftool)\"}" },
		{ "\"statistics\"", ON },
		{ "\"window\"", COUNTED("1100") },
		{ "\"statistics\"", OFF },
		{ "\"detach\"", DETACHED },
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	assert_int_equal(f->outcome->kept, 1);
	data = stored(f);
	assert_int_equal(data->sample_count, 1);
	assert_true(packed_counter(&data->samples[0].counters, COUNTER_hits) == 1100);
	run_data_free(data);
	assert_int_equal(note_withheld(&f->run.course, &err), 0);
	data = stored(f);
	assert_int_equal(data->note_count, 1);
	assert_non_null(strstr(data->notes[0], "1 of 1 windows without BPF statistics"));
	assert_non_null(strstr(data->notes[0], "process 812 (bpftool)"));
	run_data_free(data);
}

static void dropped_with(void **state, const char *counted, const char *detached,
			 const char *reason)
{
	const struct target_exchange script[] = {
		{ NULL, HELLO },	   { "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF }, { "\"window\"", UNCOUNTED },
		{ "\"statistics\"", ON },  { "\"window\"", counted },
		{ "\"statistics\"", OFF }, { "\"detach\"", detached },
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	assert_int_equal(f->outcome->dropped, 1);
	data = stored(f);
	assert_string_equal(data->visits[0].state, "dropped");
	assert_non_null(strstr(data->visits[0].reason, reason));
	run_data_free(data);
}

static void hits_that_are_too_few_drop_it(void **state)
{
	dropped_with(state, COUNTED("900"), DETACHED, "900 hits in 1100 datagrams");
}

static void a_program_detached_by_others_drops_it(void **state)
{
	dropped_with(state, COUNTED("1100"),
		     "{\"held\":false,\"clean\":true,\"left\":[],\"lost\":0}",
		     "detached by somebody else");
}

static void what_is_left_behind_drops_it(void **state)
{
	dropped_with(state, COUNTED("1100"),
		     "{\"held\":true,\"clean\":false,\"left\":[\"abc (1)\"],\"lost\":0}",
		     "abc (1)");
}

/* Returns that found no room: as many hits as datagrams need not be had elsewhere. */
static void returns_that_were_lost_drop_it(void **state)
{
	dropped_with(state, COUNTED("1100"),
		     "{\"held\":true,\"clean\":true,\"left\":[],\"lost\":0,\"witness\":"
		     "{\"mechanism\":\"fexit\",\"expected\":100.0,\"hits\":97}}",
		     "hits were lost: the program ran 97 times where by fexit on the same function "
		     "100 are right");
}

static void no_hits_close_the_treatment(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },
		{ "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF },
		{ "\"window\"", UNCOUNTED },
		{ "\"statistics\"", ON },
		{ "\"window\"", COUNTED("0") },
		{ "\"statistics\"", OFF },
		{ "\"detach\"", DETACHED },
		{ "\"runs-instead\"", "{\"function\":\"udpv6_recvmsg\",\"hits\":99}" },
	};
	struct fixture *f = *state;
	struct error err = { 0 };

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	assert_string_equal(outcome_status(f->outcome), "not-fired");
	assert_string_equal(f->outcome->reason, "attached to udp_recvmsg, but 0 hits in 1100 "
						"datagrams; the workload ran udpv6_recvmsg");
}

#define SOFTIRQ "{\"context\":\"softirq\",\"cpu\":1,\"process\":\"sender\"}"

/* What the visit's proof has of where hits are; "" for nothing. */
static void check_where(struct fixture *f, size_t visit, const char *wanted)
{
	struct run_data *data = stored(f);
	CLEANUP_FREE char *where = json_dumps(json_object_get(data->visits[visit].proof, "where"),
					      JSON_COMPACT | JSON_SORT_KEYS);

	assert_string_equal(data->visits[visit].state, "kept");
	assert_string_equal(where ? where : "", wanted);
	run_data_free(data);
}

static void hits_elsewhere_are_looked_for_once(void **state)
{
	static const struct target_exchange first[] = {
		{ NULL, HELLO },
		{ "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF },
		{ "\"window\"", UNCOUNTED },
		{ "\"statistics\"", ON },
		{ "\"window\"", COUNTED_ELSEWHERE },
		{ "\"statistics\"", OFF },
		{ "\"detach\"", DETACHED },
		{ "\"where\"", "{\"status\":\"measured\",\"where\":" SOFTIRQ "}" },
	};
	struct fixture *f = *state;
	struct error err = { 0 };

	assert_int_equal(visit_with(f, first, ARRAY_SIZE(first), &err), 0);
	check_where(f, 0, SOFTIRQ);
	assert_int_equal(visit_with(f, first, ARRAY_SIZE(first) - 1, &err), 0);
	assert_int_equal(f->outcome->kept, 2);
}

static void a_kernel_that_does_not_tell_where_says_why(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },
		{ "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF },
		{ "\"window\"", UNCOUNTED },
		{ "\"statistics\"", ON },
		{ "\"window\"", COUNTED_ELSEWHERE },
		{ "\"statistics\"", OFF },
		{ "\"detach\"", DETACHED },
		{ "\"where\"", "{\"status\":\"unsupported\",\"reason\":\"no BTF\"}" },
	};
	struct fixture *f = *state;
	struct error err = { 0 };

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	check_where(f, 0, "{\"reason\":\"no BTF\"}");
}

static void an_unsupported_one_is_no_visit(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },
		{ "\"attach\"", "{\"status\":\"unsupported\",\"step\":\"load\",\"errno\":1,"
				"\"reason\":\"no BTF\"}" },
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	assert_int_equal(visit_with(f, script, ARRAY_SIZE(script), &err), 0);
	assert_string_equal(outcome_status(f->outcome), "unsupported");
	assert_string_equal(f->outcome->reason, "no BTF");
	data = stored(f);
	assert_int_equal(data->visit_count, 0);
	run_data_free(data);
}

/* The first window's sample must be in the store when the guest dies in the second. */
static void a_dead_agent_ends_it_and_leaves_the_sample(void **state)
{
	static const struct target_exchange script[] = {
		{ NULL, HELLO },	   { "\"attach\"", ATTACHED },
		{ "\"statistics\"", OFF }, { "\"window\"", UNCOUNTED },
		{ "\"statistics\"", ON },  { "\"window\"", NULL },
	};
	struct fixture *f = *state;
	struct error err = { 0 };
	struct run_data *data;

	assert_true(visit_with(f, script, ARRAY_SIZE(script), &err) < 0);
	data = stored(f);
	assert_int_equal(data->sample_count, 1);
	run_data_free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_proved_visit_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(a_window_that_others_counted_in_is_left_out, setup,
						teardown),
		cmocka_unit_test_setup_teardown(hits_that_are_too_few_drop_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_program_detached_by_others_drops_it, setup,
						teardown),
		cmocka_unit_test_setup_teardown(what_is_left_behind_drops_it, setup, teardown),
		cmocka_unit_test_setup_teardown(returns_that_were_lost_drop_it, setup, teardown),
		cmocka_unit_test_setup_teardown(no_hits_close_the_treatment, setup, teardown),
		cmocka_unit_test_setup_teardown(hits_elsewhere_are_looked_for_once, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_kernel_that_does_not_tell_where_says_why, setup,
						teardown),
		cmocka_unit_test_setup_teardown(an_unsupported_one_is_no_visit, setup, teardown),
		cmocka_unit_test_setup_teardown(a_dead_agent_ends_it_and_leaves_the_sample, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
