// SPDX-License-Identifier: GPL-2.0-or-later
/* What is written comes back, at once and after a crash. */
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_fixture.h"

static struct run_data *load(struct fixture *fixture)
{
	struct run_data *data = NULL;
	struct store *store = NULL;
	struct error err = { 0 };

	if (store_open(fixture->path, STORE_READ, &store, &err) < 0 ||
	    store_run_load(store, fixture->run.id, &data, &err) < 0)
		fail_msg("%s", err.text);
	store_close(store);
	return data;
}

static void everything_comes_back(void **state)
{
	struct fixture *fixture = *state;
	int64_t visit = fixture_visit(fixture, 7);
	json_t *proof = json_pack("{s:i}", "hits", 12);
	struct result_record result = { .cell = fixture->cell,
					.configuration = fixture->fentry,
					.workload = "iperf3",
					.status = "failed",
					.reason = "attach: EPERM" };
	struct error err;
	struct run_data *data;

	fixture_sample(fixture, visit, 1, 42.5);
	assert_int_equal(store_visit_end(fixture->store, visit, "kept", NULL, proof, &err), 0);
	assert_int_equal(store_result_set(fixture->store, fixture->run.id, &result, &err), 0);
	result.status = "measured";
	result.reason = NULL;
	result.receiver = "free";
	assert_int_equal(store_result_set(fixture->store, fixture->run.id, &result, &err), 0);
	assert_int_equal(
	    store_plan_add(fixture->store, fixture->run.id, fixture->cell, "iperf3", proof, &err),
	    0);
	assert_int_equal(store_note_add(fixture->store, fixture->run.id, "window: 0.3 s", &err), 0);
	assert_int_equal(store_run_end(fixture->store, fixture->run.id, 3.5, true, &err), 0);

	data = load(fixture);
	assert_string_equal(data->run.label, "a label");
	assert_string_equal(data->run.protocol, "switch");
	assert_true(data->run.seed == UINT64_MAX);
	assert_true(data->run.duration_s == 3.5);
	assert_true(data->run.interrupted);
	assert_string_equal(json_string_value(json_object_get(data->run.study, "function")),
			    "udp_recvmsg");
	assert_int_equal(data->cell_count, 1);
	assert_string_equal(data->cells[0].target, "vm");
	assert_string_equal(data->cells[0].kernel, "6.12");
	assert_string_equal(data->cells[0].architecture, "x86_64");
	assert_string_equal(data->cells[0].timing, "timed");
	assert_string_equal(data->cells[0].state, "open");
	assert_int_equal(data->cells[0].cpus, 2);
	assert_null(data->cells[0].reason);
	assert_ptr_equal(run_data_facts(data), data->cells[0].facts);
	assert_ptr_equal(run_data_cell(data, data->visits[0].cell), &data->cells[0]);
	assert_int_equal(data->treatment_count, 2);
	assert_string_equal(data->treatments[1].name, "fentry-null");
	assert_string_equal(data->treatments[1].kind, "builtin");
	assert_int_equal(data->configurations[1].treatment, data->treatments[1].id);
	assert_true(isnan(data->configurations[1].delay_ns));
	assert_int_equal(data->configuration_count, 2);
	assert_string_equal(data->configurations[1].name, "fentry-null");
	assert_int_equal(data->visit_count, 1);
	assert_int_equal(data->visits[0].position, 7);
	assert_string_equal(data->visits[0].state, "kept");
	assert_true(json_equal(data->visits[0].proof, proof));
	assert_int_equal(data->sample_count, 1);
	assert_int_equal(data->samples[0].visit, 0);
	assert_int_equal(data->samples[0].configuration, 1);
	assert_int_equal(data->samples[0].window, 1);
	assert_int_equal(data->samples[0].started_ns, 5);
	assert_true(packed_counter(&data->samples[0].counters, COUNTER_operations) == 42.5);
	assert_true(isnan(packed_counter(&data->samples[0].counters, COUNTER_hits)));
	assert_int_equal(data->result_count, 1);
	assert_int_equal(data->results[0].cell, fixture->cell);
	assert_string_equal(data->results[0].status, "measured");
	assert_null(data->results[0].reason);
	assert_string_equal(data->results[0].receiver, "free");
	assert_int_equal(data->note_count, 1);
	assert_string_equal(data->notes[0], "window: 0.3 s");
	run_data_free(data);
	json_decref(proof);
}

/* One for each cell and configuration: the last that was written. */
static void an_anatomy_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct anatomy_record anatomy = { .cell = fixture->cell,
					  .configuration = fixture->fentry,
					  .workload = "micro",
					  .anatomy = json_pack("{s:i}", "total", 134) };
	struct run_data *data;
	struct error err;

	assert_int_equal(store_anatomy_set(fixture->store, fixture->run.id, &anatomy, &err), 0);
	json_object_set_new(anatomy.anatomy, "total", json_integer(135));
	assert_int_equal(store_anatomy_set(fixture->store, fixture->run.id, &anatomy, &err), 0);
	data = load(fixture);
	assert_int_equal(data->anatomy_count, 1);
	assert_int_equal(data->anatomies[0].cell, fixture->cell);
	assert_int_equal(data->anatomies[0].configuration, fixture->fentry);
	assert_string_equal(data->anatomies[0].workload, "micro");
	assert_true(json_equal(data->anatomies[0].anatomy, anatomy.anatomy));
	run_data_free(data);
	json_decref(anatomy.anatomy);
	anatomy.anatomy = json_array();
	assert_true(store_anatomy_set(fixture->store, fixture->run.id, &anatomy, &err) < 0);
	json_decref(anatomy.anatomy);
}

/* What a look needs: the other cells' visits, samples and results are left where they are. */
static void one_cell_is_loaded_alone(void **state)
{
	struct fixture *fixture = *state;
	struct cell_record other = { .number = 1,
				     .target = (char *)"vm",
				     .kernel = (char *)"6.1",
				     .timing = (char *)"timed" };
	struct result_record result = { .configuration = fixture->fentry,
					.workload = (char *)"iperf3",
					.status = (char *)"measured" };
	struct run_data *data = NULL;
	struct error err;

	fixture_sample(fixture, fixture_visit(fixture, 7), 0, 11);
	assert_int_equal(store_cell_add(fixture->store, fixture->run.id, &other, &other.id, &err),
			 0);
	result.cell = fixture->cell;
	assert_int_equal(store_result_set(fixture->store, fixture->run.id, &result, &err), 0);
	assert_int_equal(
	    store_cell_load(fixture->store, fixture->run.id, fixture->cell, &data, &err), 0);
	assert_int_equal(data->cell_count, 1);
	assert_int_equal(data->visit_count, 1);
	assert_int_equal(data->sample_count, 1);
	assert_int_equal(data->result_count, 1);
	run_data_free(data);
	assert_int_equal(store_cell_load(fixture->store, fixture->run.id, other.id, &data, &err),
			 0);
	assert_int_equal(data->cell_count, 1);
	assert_string_equal(data->cells[0].kernel, "6.1");
	assert_int_equal(data->configuration_count, 2);
	assert_int_equal(data->visit_count + data->sample_count + data->result_count, 0);
	run_data_free(data);
}

/* The child holds a store of its own and dies without closing it, as if the run were killed. */
static void sample_outlives_the_process(void **state)
{
	struct fixture *fixture = *state;
	struct run_data *data;
	int status;
	pid_t child;

	store_close(fixture->store);
	fixture->store = NULL;
	child = fork();
	if (child == 0) {
		struct error err;

		if (store_open(fixture->path, STORE_WRITE, &fixture->store, &err) < 0)
			_exit(1);
		fixture_sample(fixture, fixture_visit(fixture, 0), 0, 11);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	data = load(fixture);
	assert_int_equal(data->sample_count, 1);
	assert_true(packed_counter(&data->samples[0].counters, COUNTER_operations) == 11);
	assert_string_equal(data->visits[0].state, "open");
	assert_true(isnan(data->run.duration_s));
	run_data_free(data);
}

static void a_reader_sees_a_run_that_goes_on(void **state)
{
	struct fixture *fixture = *state;
	int64_t visit = fixture_visit(fixture, 0);

	for (unsigned int window = 0; window < 5; window++) {
		struct run_data *data;

		fixture_sample(fixture, visit, window, window);
		data = load(fixture);
		assert_int_equal(data->sample_count, window + 1);
		run_data_free(data);
	}
}

/* However they came in. */
static void samples_are_in_the_order_of_visits_and_windows(void **state)
{
	static const struct {
		size_t visit;
		unsigned int window;
	} added[] = { { 1, 1 }, { 0, 2 }, { 1, 0 }, { 0, 0 } };
	struct fixture *fixture = *state;
	int64_t visits[] = { fixture_visit(fixture, 0), fixture_visit(fixture, 1) };
	struct run_data *data;

	for (size_t i = 0; i < 4; i++)
		fixture_sample(fixture, visits[added[i].visit], added[i].window, (double)i);
	data = load(fixture);
	assert_int_equal(data->sample_count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct sample *sample = &data->samples[i];
		static const double operations[] = { 3, 1, 2, 0 };

		assert_int_equal(sample->visit, i / 2);
		assert_true(packed_counter(&sample->counters, COUNTER_operations) == operations[i]);
	}
	run_data_free(data);
}

static void infinite_and_repeated_are_refused(void **state)
{
	struct fixture *fixture = *state;
	int64_t visit = fixture_visit(fixture, 0);
	struct sample_record sample = { .visit = visit, .configuration = fixture->fentry };
	struct error err;

	fixture_sample(fixture, visit, 0, 1);
	counters_clear(&sample.counters);
	assert_true(store_sample_add(fixture->store, &sample, &err) < 0); /* window 0 again */
	sample.window = 1;
	sample.counters.value[COUNTER_sleeps] = -1;
	assert_true(store_sample_add(fixture->store, &sample, &err) < 0);
	assert_non_null(strstr(err.text, "sleeps"));
}

/* Our own connection checks, not only one that asked for it. */
static void what_does_not_belong_together_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct sample_record sample = { .visit = fixture_visit(fixture, 0), .configuration = 999 };
	struct visit_record visit = { .workload = "iperf3",
				      .cell = 999,
				      .mechanism = "fentry",
				      .program = "null",
				      .hook = "udp_recvmsg" };
	struct error err;
	int64_t id = -1;

	counters_clear(&sample.counters);
	assert_true(store_sample_add(fixture->store, &sample, &err) < 0);
	assert_true(store_visit_begin(fixture->store, fixture->run.id, &visit, &id, &err) < 0);
	assert_true(store_note_add(fixture->store, "no such run", "x", &err) < 0);
	assert_true(id == -1);
}

static void list_is_newest_first(void **state)
{
	struct fixture *fixture = *state;
	struct run_record second = fixture->run;
	struct run_summary *runs;
	struct error err;
	size_t count;

	fixture_sample(fixture, fixture_visit(fixture, 0), 0, 1);
	second.study = json_object();
	second.label = NULL;
	second.started_s++;
	assert_int_equal(store_run_begin(fixture->store, &second, &err), 0);
	assert_string_not_equal(second.id, fixture->run.id);
	json_decref(second.study);

	assert_int_equal(store_run_list(fixture->store, &runs, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(runs[0].run.id, second.id);
	assert_null(runs[0].run.label);
	assert_null(runs[0].release);
	assert_true(runs[0].sample_count == 0);
	assert_string_equal(runs[1].run.id, fixture->run.id);
	assert_string_equal(runs[1].release, "6.12");
	assert_true(runs[1].sample_count == 1);
	run_summaries_free(runs, count);
}

/* Its visits are left out, those of other blocks stay, and its samples are all there. */
static void a_block_that_is_cut(void **state)
{
	struct fixture *fixture = *state;
	const struct visit_place place = { fixture->cell, "iperf3", 0 };
	int64_t open = fixture_visit(fixture, 0);
	json_t *plan = json_pack("{s:i}", "blocks", 3), *stored = NULL;
	struct run_data *data;
	unsigned int visits = 0;
	struct error err;

	fixture_sample(fixture, open, 0, 1);
	assert_int_equal(store_plan_load(fixture->store, fixture->run.id, fixture->cell, "iperf3",
					 &stored, &err),
			 0);
	assert_null(stored);
	assert_int_equal(
	    store_plan_add(fixture->store, fixture->run.id, fixture->cell, "iperf3", plan, &err),
	    0);
	json_object_set_new(plan, "blocks", json_integer(4));
	assert_int_equal(
	    store_block_visits(fixture->store, fixture->run.id, &place, 0, &visits, &err), 0);
	assert_int_equal(visits, 1);
	assert_int_equal(
	    store_block_cut(fixture->store, fixture->run.id, &place, 1, "cut", plan, &err), 0);
	data = load(fixture);
	assert_string_equal(data->visits[0].state, "open");
	run_data_free(data);
	assert_int_equal(
	    store_block_cut(fixture->store, fixture->run.id, &place, 0, "cut", plan, &err), 0);
	assert_int_equal(store_run_reopen(fixture->store, fixture->run.id, &err), 0);
	assert_int_equal(store_run_reopen(fixture->store, fixture->run.id, &err), 0);
	data = load(fixture);
	assert_string_equal(data->visits[0].state, "dropped");
	assert_string_equal(data->visits[0].reason, "cut");
	assert_int_equal(data->sample_count, 1);
	assert_int_equal(data->run.interruptions, 2);
	assert_true(isnan(data->run.duration_s));
	run_data_free(data);
	assert_int_equal(store_plan_load(fixture->store, fixture->run.id, fixture->cell, "iperf3",
					 &stored, &err),
			 0);
	assert_int_equal(json_integer_value(json_object_get(stored, "blocks")), 4);
	json_decref(stored);
	json_decref(plan);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(everything_comes_back),
		TEST(an_anatomy_comes_back),
		TEST(one_cell_is_loaded_alone),
		TEST(sample_outlives_the_process),
		TEST(a_reader_sees_a_run_that_goes_on),
		TEST(samples_are_in_the_order_of_visits_and_windows),
		TEST(infinite_and_repeated_are_refused),
		TEST(what_does_not_belong_together_is_refused),
		TEST(list_is_newest_first),
		TEST(a_block_that_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
