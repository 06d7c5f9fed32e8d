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
#include "compare/gate_count.h"
#include "estimate/withhold.h"
#include "simulation.h"
#include "estimate/build.h"

#define CONFIGURATIONS 20
#define BLOCKS 12
#define POSITIONS (CONFIGURATIONS + BASELINES)
#define BOOT_VISITS (BLOCKS * POSITIONS)
#define BOOTS 2
#define VISITS (BOOTS * BOOT_VISITS)
#define LEVEL_NS 2000
#define NOISE_SHARE .05 /* what a window's own deviation stands for, as in noise.h */

/* A run in memory, as the store would have it. */
struct simulated_run {
	struct run_data data;
	struct cell_record cells[BOOTS];
	size_t boots;
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

/* How boots differ: a configuration reads so much more throughout one of them. */
struct boots {
	size_t count;
	double sd;
};

static const struct boots one_boot = { 1, 0 };

/* Position p of a block: the configurations, then the two baselines. */
static void fill_visit(struct simulated_run *run, size_t boot, size_t block, size_t p,
		       double reading)
{
	size_t v = boot * BOOT_VISITS + block * POSITIONS + p;

	run->visits[v] = (struct visit_record){
		.id = (int64_t)v + 1,
		.workload = "udp-drain",
		.cell = (int64_t)boot + 1,
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

static void fill_boot(struct simulated_run *run, const struct simulation *simulation,
		      const struct boots *boots, size_t boot, size_t seed)
{
	struct readings *readings = calloc(1, sizeof(*readings));
	double deviation[POSITIONS] = { 0 };
	struct machine machine;

	assert_non_null(readings);
	machine_start(&machine, NOISE_GAUSSIAN, random_derive(seed, "boot", boot));
	for (size_t c = 0; c < CONFIGURATIONS; c++)
		deviation[c] = boots->sd * machine_normal(&machine);
	simulate_blocks(simulation, seed * boots->count + boot, readings);
	for (size_t block = 0; block < BLOCKS; block++)
		for (size_t p = 0; p < POSITIONS; p++)
			fill_visit(run, boot, block, p, readings->value[block][p] + deviation[p]);
	free(readings);
	run->cells[boot] = (struct cell_record){ .id = (int64_t)boot + 1,
						 .number = (unsigned int)boot,
						 .boot = (unsigned int)boot,
						 .target = (char *)"vm",
						 .timing = (char *)"timed",
						 .state = (char *)"done",
						 .facts = json_object() };
}

static struct simulated_run *run_new(const struct simulation *simulation, const struct boots *boots,
				     size_t seed)
{
	struct simulated_run *run = calloc(1, sizeof(*run));
	struct error err;

	assert_non_null(run);
	run->boots = boots->count;
	fill_configurations(run);
	for (size_t boot = 0; boot < boots->count; boot++)
		fill_boot(run, simulation, boots, boot, seed);
	run->data = (struct run_data){
		.run = { .study_name = "simulated",
			 .protocol = "switch",
			 .command_line = "",
			 .version = "0",
			 .study = json_object(),
			 .duration_s = 1 },
		.cells = run->cells,
		.cell_count = boots->count,
		.configurations = run->configurations,
		.configuration_count = 1 + CONFIGURATIONS,
		.visits = run->visits,
		.visit_count = boots->count * BOOT_VISITS,
		.samples = run->samples,
		.sample_count = boots->count * BOOT_VISITS,
	};
	assert_int_equal(run_report_build(&run->data, &run->report, &err), 0);
	return run;
}

static void run_free(struct simulated_run *run)
{
	run_report_free(run->report);
	for (size_t boot = 0; boot < run->boots; boot++)
		json_decref(run->cells[boot].facts);
	json_decref(run->data.run.study);
	free(run);
}

/* Two runs of different seeds through the gate `*: 0%`. */
static struct gate_counts judge(const struct simulation *before, const struct simulation *after,
				const struct boots *boots, size_t seed, bool *ret_withheld)
{
	struct simulated_run *a = run_new(before, boots, 2 * seed);
	struct simulated_run *b = run_new(after, boots, 2 * seed + 1);
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
			    judge(&simulation, &simulation, &one_boot, seed, &none_compared);

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

/*
 * Boots that differ by as much as two windows of one do: no more gates fail than where they do not.
 * Blocks of all boots taken as independent failed in 216 of 250.
 */
static void boots_differ(void **state)
{
	static const struct boots boots = { BOOTS, 1 };
	struct simulation simulation = { .blocks = BLOCKS, .configurations = CONFIGURATIONS };
	size_t failed = 0, runs = seeds(state) / 4;

	for (size_t seed = 0; seed < runs; seed++) {
		bool none_compared;

		failed += judge(&simulation, &simulation, &boots, seed, &none_compared).failed > 0;
	}
	print_message("boots that differ: a gate failed in %zu of %zu comparisons\n", failed, runs);
	assert_true((double)failed / (double)runs <= .05 + monte_carlo_error(.05, runs));
}

/* Where there is a difference, every configuration fails; of two boots each if it is large. */
static void difference(void **state)
{
	static const struct boots boots = { BOOTS, .1 };
	struct simulation before = { .blocks = BLOCKS, .configurations = CONFIGURATIONS };
	struct simulation after = before;
	bool withheld;

	(void)state;
	after.effect = 20;
	assert_int_equal(judge(&before, &after, &one_boot, 7, &withheld).failed, CONFIGURATIONS);
	assert_int_equal(judge(&after, &before, &one_boot, 7, &withheld).passed, CONFIGURATIONS);
	assert_int_equal(judge(&before, &after, &boots, 7, &withheld).failed, CONFIGURATIONS);
}

int main(int argc, char **argv)
{
	static char *how;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(no_difference, &how),
		cmocka_unit_test_prestate(boots_differ, &how),
		cmocka_unit_test_prestate(difference, &how),
	};

	how = argc > 1 ? argv[1] : "";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
