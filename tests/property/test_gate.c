// SPDX-License-Identifier: GPL-2.0-or-later
/* How often a gate fails runs that do not differ, by the whole way from samples to verdicts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "compare/compare.h"
#include "compare/gate.h"
#include "estimate/withhold.h"
#include "simulation.h"
#include "estimate/build.h"

#define CONFIGURATIONS 20
#define BLOCKS 12
#define POSITIONS (CONFIGURATIONS + BASELINES)
#define VISITS (BLOCKS * POSITIONS)
#define LEVEL_NS 2000
#define NOISE_SHARE .05 /* what a window's own deviation stands for, as in noise.h */

/* A run in memory, as the store would have it. */
struct simulated_run {
	struct run_data data;
	struct cell_record cell;
	struct configuration_record configurations[1 + CONFIGURATIONS];
	char names[1 + CONFIGURATIONS][16];
	struct visit_record visits[VISITS];
	struct sample samples[VISITS];
	struct counters counters[VISITS];
	struct run_report *report;
};

static void fill_configurations(struct simulated_run *run)
{
	for (size_t c = 0; c <= CONFIGURATIONS; c++) {
		snprintf(run->names[c], sizeof(run->names[c]), c ? "fentry-%zu" : "baseline", c);
		run->configurations[c] = (struct configuration_record){
			.id = (int64_t)c + 1,
			.name = run->names[c],
			.mechanism = c ? "fentry" : "",
			.program = "null",
			.delay_ns = NAN,
		};
	}
}

/* Position p of a block: the configurations, then the two baselines. */
static void fill_visit(struct simulated_run *run, size_t block, size_t p, double reading)
{
	size_t v = block * POSITIONS + p;

	run->visits[v] = (struct visit_record){
		.id = (int64_t)v + 1,
		.workload = "udp-drain",
		.cell = 1,
		.block = (unsigned int)block,
		.position = (unsigned int)p,
		.baseline = p == POSITIONS - 1,
		.mechanism = "fentry",
		.program = "null",
		.hook = "udp_recvmsg",
		.state = "kept",
	};
	run->samples[v] = (struct sample){
		.counters = counters_borrow(&run->counters[v]),
		.visit = (uint32_t)v,
		.configuration = p < CONFIGURATIONS ? (uint32_t)p + 1 : 0,
	};
	counters_clear(&run->counters[v]);
	run->counters[v].value[COUNTER_operation_ns] = LEVEL_NS * exp(NOISE_SHARE * reading);
}

static void fill_visits(struct simulated_run *run, const struct readings *readings)
{
	for (size_t block = 0; block < BLOCKS; block++)
		for (size_t p = 0; p < POSITIONS; p++)
			fill_visit(run, block, p, readings->value[block][p]);
}

static struct simulated_run *run_new(const struct simulation *simulation, size_t seed)
{
	struct simulated_run *run = calloc(1, sizeof(*run));
	struct readings *readings = calloc(1, sizeof(*readings));
	struct error err;

	assert_true(run && readings);
	simulate_blocks(simulation, seed, readings);
	fill_configurations(run);
	fill_visits(run, readings);
	free(readings);
	run->cell = (struct cell_record){ .id = 1,
					  .target = (char *)"vm",
					  .timing = (char *)"timed",
					  .state = (char *)"done",
					  .facts = json_object() };
	run->data = (struct run_data){
		.run = { .study_name = "simulated",
			 .protocol = "switch",
			 .command_line = "",
			 .version = "0",
			 .study = json_object(),
			 .duration_s = 1 },
		.cells = &run->cell,
		.cell_count = 1,
		.configurations = run->configurations,
		.configuration_count = 1 + CONFIGURATIONS,
		.visits = run->visits,
		.visit_count = VISITS,
		.samples = run->samples,
		.sample_count = VISITS,
	};
	assert_int_equal(run_report_build(&run->data, &run->report, &err), 0);
	return run;
}

static void run_free(struct simulated_run *run)
{
	run_report_free(run->report);
	json_decref(run->cell.facts);
	json_decref(run->data.run.study);
	free(run);
}

/* Two runs of different seeds through the gate `*: 0%`. */
static struct gate_counts judge(const struct simulation *before, const struct simulation *after,
				size_t seed, bool *ret_withheld)
{
	struct simulated_run *a = run_new(before, 2 * seed);
	struct simulated_run *b = run_new(after, 2 * seed + 1);
	struct compare *compare = NULL;
	struct gate gate = { 0 };
	struct gate_counts counts;
	struct error err;

	assert_int_equal(compare_build(a->report, b->report, NULL, &compare, &err), 0);
	/* All, or none where the two baselines of one of the runs differ by chance. */
	assert_true(compare->compared == CONFIGURATIONS || compare->compared == 0);
	*ret_withheld = compare->compared == 0;
	assert_int_equal(gate_parse("*: 0%", "gate", &gate, &err), 0);
	assert_int_equal(gate_apply(&gate, compare, &err), 0);
	counts = gate_count(compare);
	compare_free(compare);
	gate_release(&gate);
	run_free(a);
	run_free(b);
	return counts;
}

static size_t seeds(void **state)
{
	const char *how = *(char **)*state;

	return how[0] ? 10000 : 1000;
}

/* Of many comparisons without a difference, few have any of 20 configurations fail. */
static void no_difference(void **state)
{
	for (int noise = 0; noise < NOISE_COUNT; noise++) {
		struct simulation simulation = { .noise = (enum noise)noise,
						 .blocks = BLOCKS,
						 .configurations = CONFIGURATIONS,
						 .effect = .1 };
		size_t failed = 0, withheld = 0;

		for (size_t seed = 0; seed < seeds(state); seed++) {
			bool none_compared;
			struct gate_counts counts =
			    judge(&simulation, &simulation, seed, &none_compared);

			failed += counts.failed > 0;
			withheld += none_compared;
		}
		print_message("%s noise: a gate failed in %zu of %zu comparisons\n",
			      noise_names[noise], failed, seeds(state));
		print_message("%s noise: baselines that differ by chance: %zu\n",
			      noise_names[noise], withheld);
		assert_true((double)failed / (double)seeds(state) <=
			    .05 + monte_carlo_error(.05, seeds(state)));
		/* Two runs, of each of which something is withheld by chance in one of a hundred.
		 */
		assert_true((double)withheld / (double)seeds(state) <=
			    2 * BASELINES_DIFFER_P +
				monte_carlo_error(2 * BASELINES_DIFFER_P, seeds(state)));
	}
}

/* Where there is one, every configuration fails. */
static void difference(void **state)
{
	struct simulation before = { .blocks = BLOCKS, .configurations = CONFIGURATIONS };
	struct simulation after = before;
	bool withheld;

	(void)state;
	after.effect = 20;
	assert_int_equal(judge(&before, &after, 7, &withheld).failed, CONFIGURATIONS);
	assert_int_equal(judge(&after, &before, 7, &withheld).passed, CONFIGURATIONS);
}

int main(int argc, char **argv)
{
	static char *how;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(no_difference, &how),
		cmocka_unit_test_prestate(difference, &how),
	};

	how = argc > 1 ? argv[1] : "";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
