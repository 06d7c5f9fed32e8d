// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Do predictions and measurements agree together?
 *
 * The run behind docs/example-report-long.txt is not in this repository, so its rows are put back
 * into blocks: runs that nobody measured, each of whose configurations has the report's cost and
 * rate, scattered over blocks as far as the report's intervals say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "block_run.h"
#include "common/cleanup.h"
#include "estimate/agreement.h"
#include "study/random.h"
#include "words/agreement.h"

#define BLOCKS 25
#define DRAINED_NS 1757.
#define RATE_PPS 43307.
#define SPEED_SD .08 /* of a block: in no difference */
#define REPORTS 40

/* What the report says: cost in ns by udp-drain, rate in percent of either receiver. */
enum receiver { RECEIVER_FREE, RECEIVER_SATURATED, RECEIVERS };

static const struct {
	const char *mechanism, *program;
	bool statistics;
	double cost_ns, percent[RECEIVERS];
} rows[] = {
	{ "tracepoint", "null", false, 529, { 0.1, -5.7 } },
	{ "tracepoint", "null", true, 591, { 0.9, -2.6 } },
	{ "tracepoint", "map", false, 663, { 0.6, -2.8 } },
	{ "tracepoint", "map", true, 726, { 1, -4.6 } },
	{ "kprobe-int3", "null", false, 1559, { 2.4, -10.4 } },
	{ "kprobe-int3", "null", true, 1625, { 1.9, -15.2 } },
	{ "kprobe-int3", "map", false, 1699, { 3.1, -8.7 } },
	{ "kprobe-int3", "map", true, 1762, { 2.2, -10.7 } },
	{ "kprobe-fprobe", "null", false, 326, { -1, -3.1 } },
	{ "kprobe-fprobe", "null", true, 452, { -0.4, -3.4 } },
	{ "kprobe-fprobe", "map", false, 472, { -1.1, -7.1 } },
	{ "kprobe-fprobe", "map", true, 596, { 0.2, -7.3 } },
	{ "fentry", "null", false, 263, { 0.2, 0.9 } },
	{ "fentry", "null", true, 398, { -0.1, -3.2 } },
	{ "fentry", "map", false, 412, { -0.6, -1.7 } },
	{ "fentry", "map", true, 549, { 1.9, -1.7 } },
	{ "fexit", "null", false, 475, { 0.9, -3.9 } },
	{ "fexit", "null", true, 603, { 1.1, -5.6 } },
	{ "fexit", "map", false, 662, { 1.1, -5.8 } },
	{ "fexit", "map", true, 786, { 0.6, -4.3 } },
};

static const struct {
	double delay_ns, cost_ns, percent[RECEIVERS];
} delays[] = {
	{ 0, 392, { 1.4, -2.2 } },	    { 430, 825, { 1.2, -0.7 } },
	{ 850, 1247, { 2, -3.6 } },	    { 1700, 2102, { 2.7, -4.9 } },
	{ 3400, 3813, { 3.1, -14.9 } },	    { 6800, 7234, { 1.6, -22.8 } },
	{ 14000, 14487, { -35.3, -40.2 } }, { 27000, 27546, { -62.1, -56.4 } },
};

static const char *const workloads[RECEIVERS] = { "iperf3", "iperf3-saturated" };
/* Of a window within its block, for intervals as wide as the report's. */
static const double window_sd[RECEIVERS] = { .0465, .0812 };

#define BASELINE_STATISTICS_PERCENT -2.3 /* of the saturated receiver, by its ballast's runs */

/* Near enough to normal: twelve uniform numbers (Irwin and Hall). */
static double normal(struct random *random)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += (double)(random_next(random) >> 11) / 9007199254740992.;
	return sum;
}

/* One series: scattered about 0, and on average there. */
static void scatter(struct random *random, double sd, double values[BLOCKS])
{
	double mean = 0;

	for (size_t b = 0; b < BLOCKS; b++) {
		values[b] = sd * normal(random);
		mean += values[b] / BLOCKS;
	}
	for (size_t b = 0; b < BLOCKS; b++)
		values[b] -= mean;
}

struct maker {
	struct block_run *run;
	struct random random;
	double speed[BLOCKS];
	enum receiver receiver;
	double shift_percent; /* of every row's rate */
};

static void add_series(struct maker *maker, size_t configuration, unsigned int baseline,
		       double cost_ns, double percent)
{
	double costs[BLOCKS], rates[BLOCKS];

	scatter(&maker->random, .005, costs);
	scatter(&maker->random, window_sd[maker->receiver], rates);
	for (unsigned int b = 0; b < BLOCKS; b++) {
		block_run_add(maker->run, "udp-drain", configuration, b, baseline,
			      (DRAINED_NS + cost_ns) * exp(costs[b]));
		block_run_add(maker->run, workloads[maker->receiver], configuration, b, baseline,
			      RATE_PPS * (1 + percent / 100) * exp(rates[b] + maker->speed[b]));
	}
}

/* What statistics do to the baseline of a receiver with ballast, rows with them are held against.
 */
static double statistics_percent(const struct maker *maker)
{
	return maker->receiver == RECEIVER_SATURATED ? BASELINE_STATISTICS_PERCENT : 0;
}

static void add_baselines(struct maker *maker)
{
	for (unsigned int baseline = 0; baseline < 2; baseline++) {
		add_series(maker, BLOCK_RUN_BASELINE, baseline, 0, 0);
		add_series(maker, BLOCK_RUN_BASELINE_STATISTICS, baseline, 0,
			   statistics_percent(maker));
	}
}

static void add_row(struct maker *maker, size_t r)
{
	double percent = rows[r].percent[maker->receiver] + maker->shift_percent;
	double base = rows[r].statistics ? statistics_percent(maker) : 0;
	size_t c = block_run_configure(maker->run, rows[r].mechanism, rows[r].program,
				       rows[r].statistics, NAN);

	percent = 100 * ((1 + base / 100) * (1 + percent / 100) - 1);
	add_series(maker, c, 0, rows[r].cost_ns, percent);
}

static struct block_run *make(struct maker *maker, uint64_t seed)
{
	maker->run = block_run_new("kvm");
	random_seed(&maker->random, seed);
	scatter(&maker->random, SPEED_SD, maker->speed);
	add_baselines(maker);
	for (size_t r = 0; r < ARRAY_SIZE(rows); r++)
		add_row(maker, r);
	for (size_t d = 0; d < ARRAY_SIZE(delays); d++) {
		size_t c =
		    block_run_configure(maker->run, "fentry", "delay", false, delays[d].delay_ns);

		add_series(maker, c, 0, delays[d].cost_ns, delays[d].percent[maker->receiver]);
	}
	return maker->run;
}

static struct block_run *example(enum receiver receiver, double shift_percent, uint64_t seed)
{
	struct maker maker = { .receiver = receiver, .shift_percent = shift_percent };

	return make(&maker, seed);
}

static double mean_of_rows(const struct report *report, const char *workload)
{
	double sum = 0;

	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].prediction.present &&
		    !strcmp(report->results[i].workload, workload))
			sum += report->results[i].prediction.difference.estimate;
	return sum / (double)ARRAY_SIZE(rows);
}

/* Half of the mean width of the rows' measured rates, in points. */
static double half_width(const struct report *report, const char *workload)
{
	double sum = 0;

	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		const struct interval *rate = &result->effects[METRIC_RATE_PPS].percent;

		if (result->prediction.present && !strcmp(result->workload, workload))
			sum += (rate->high - rate->low) / 2;
	}
	return sum / (double)ARRAY_SIZE(rows);
}

/* As wide as the report's are on average: the runs made here are no quieter than that one. */
static void the_scatter_is_the_reports(void **state)
{
	static const double widths[RECEIVERS] = { 2.47, 4.07 };

	(void)state;
	for (int receiver = 0; receiver < RECEIVERS; receiver++) {
		double mean = 0;

		for (uint64_t seed = 1; seed <= REPORTS; seed++) {
			struct block_run *run = example(receiver, 0, seed);

			mean += half_width(block_run_build(run), workloads[receiver]) / REPORTS;
			block_run_free(run);
		}
		print_message("%s: half-widths %.2f, the report's %.2f\n", workloads[receiver],
			      mean, widths[receiver]);
		assert_true(fabs(mean - widths[receiver]) < .1);
	}
}

/* Of so many runs with these rows, how many disagree; the last one's is left. */
static size_t count_disagreeing(enum receiver receiver, double shift_percent,
				struct agreement *ret_last)
{
	size_t disagreeing = 0;

	for (uint64_t seed = 1; seed <= REPORTS; seed++) {
		struct block_run *run = example(receiver, shift_percent, seed);
		const struct report *report = block_run_build(run);
		const struct agreement *found = agreement_find(report, workloads[receiver]);

		assert_non_null(found);
		assert_int_equal(found->rows, ARRAY_SIZE(rows));
		assert_int_equal(found->blocks, BLOCKS);
		assert_true(fabs(found->difference.estimate -
				 mean_of_rows(report, workloads[receiver])) < 1e-9);
		disagreeing += !found->agrees;
		*ret_last = *found;
		block_run_free(run);
	}
	return disagreeing;
}

/*
 * Most rows agree by themselves, and nearly all lie on one side: that may not be called agreement.
 * The rows' mean is the report's in every run made; how far it lies from none, in standard errors,
 * is near the limit, and which run is made decides in some.
 */
static void the_saturated_example_does_not_agree(void **state)
{
	struct agreement agreement;
	size_t disagreeing = count_disagreeing(RECEIVER_SATURATED, 0, &agreement);

	(void)state;
	print_message(
	    "saturated: %zu of %d do not agree; the last one's %.1f [%.1f, %.1f], p %.4f, "
	    "%zu of 20 rows by themselves\n",
	    disagreeing, REPORTS, agreement.difference.estimate, agreement.difference.low,
	    agreement.difference.high, agreement.p, agreement.disagreeing);
	assert_true(disagreeing >= REPORTS * 3 / 4);
	assert_true(agreement.disagreeing < ARRAY_SIZE(rows) / 2);
}

static void the_free_example_agrees(void **state)
{
	struct agreement agreement;
	size_t disagreeing = count_disagreeing(RECEIVER_FREE, 0, &agreement);

	(void)state;
	print_message("free: %zu of %d do not agree; the last one's %.1f [%.1f, %.1f], p %.4f\n",
		      disagreeing, REPORTS, agreement.difference.estimate, agreement.difference.low,
		      agreement.difference.high, agreement.p);
	assert_true(disagreeing <= REPORTS / 20);
}

static void a_shift_of_all_rows_is_seen(void **state)
{
	struct agreement agreement;

	(void)state;
	assert_int_equal(count_disagreeing(RECEIVER_FREE, -6, &agreement), REPORTS);
	assert_true(agreement.difference.high < 0);
	assert_int_equal(count_disagreeing(RECEIVER_FREE, 6, &agreement), REPORTS);
	assert_true(agreement.difference.low > 0);
}

/* Rates that hardly vary, on a steep curve, at costs that do. */
static void add_steep(struct block_run *run, size_t configuration, unsigned int baseline,
		      double cost_ns, double rate_pps)
{
	static const double wobbles[] = { -.03, .02, -.01, .03, .01, -.02, .02, -.02 };

	for (unsigned int b = 0; b < ARRAY_SIZE(wobbles); b++) {
		double wobble = wobbles[(b + 3 * configuration + baseline) % ARRAY_SIZE(wobbles)];

		block_run_add(run, "udp-drain", configuration, b, baseline,
			      (2000 + cost_ns) * (1 + wobble));
		block_run_add(run, "iperf3", configuration, b, baseline,
			      rate_pps * (1 + wobble / 100));
	}
}

struct steep_delay {
	double cost_ns, rate_pps;
};

/* How sure the agreement is of a program of 1000 ns. */
static double width_of_steep(const struct steep_delay delays_of[2])
{
	struct block_run *run = block_run_new("kvm");
	const struct agreement *found;
	double width;

	add_steep(run, BLOCK_RUN_BASELINE, 0, 0, 50000);
	add_steep(run, BLOCK_RUN_BASELINE, 1, 0, 50000);
	add_steep(run, block_run_configure(run, "fentry", "null", false, NAN), 0, 1000, 35000);
	for (size_t d = 0; d < 2; d++)
		add_steep(run,
			  block_run_configure(run, "fentry", "delay", false, delays_of[d].cost_ns),
			  0, delays_of[d].cost_ns, delays_of[d].rate_pps);
	found = agreement_find(block_run_build(run), "iperf3");
	assert_non_null(found);
	width = found->difference.high - found->difference.low;
	block_run_free(run);
	return width;
}

/* What the costs may be off by makes a prediction less sure: here it is all there is. */
static void costs_that_are_not_sure_count(void **state)
{
	static const struct steep_delay delays_of[] = { { 300, 49000 }, { 3000, 9000 } };

	(void)state;
	assert_true(width_of_steep(delays_of) > 1);
}

/* Flat below 1000 ns, and steep above it up to where the curve ends, within the cost's interval. */
static void costs_that_may_lie_off_the_curve_count(void **state)
{
	static const struct steep_delay delays_of[] = { { 1000, 50000 }, { 1030, 20000 } };

	(void)state;
	assert_true(width_of_steep(delays_of) > 10);
}

/* Without delays, or from few blocks, nothing is said. */
static void nothing_is_said_without_a_curve(void **state)
{
	struct block_run *run = block_run_new("kvm");
	size_t c = block_run_configure(run, "fentry", "null", false, NAN);

	(void)state;
	for (unsigned int b = 0; b < BLOCKS; b++) {
		block_run_add(run, "iperf3", BLOCK_RUN_BASELINE, b, 0, RATE_PPS);
		block_run_add(run, "iperf3", BLOCK_RUN_BASELINE, b, 1, RATE_PPS);
		block_run_add(run, "iperf3", c, b, 0, RATE_PPS);
	}
	assert_null(agreement_find(block_run_build(run), "iperf3"));
	block_run_free(run);
}

static void assert_told(const struct agreement *agreement, const char *sentence)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	agreement_tell(agreement, &text);
	assert_string_equal(text_buffer_get(&text), sentence);
}

static void it_is_said(void **state)
{
	struct agreement agreement = {
		.rows = 20, .disagreeing = 3, .difference = { -4.1, -7, -1.2 }, .p = .003
	};

	(void)state;
	assert_told(&agreement,
		    "together: measured lies 4.1 points [1.2, 7.0] below what the curve predicts "
		    "(p .003): no, they do not agree; by themselves 17 of 20 do");
	agreement = (struct agreement){
		.rows = 1, .difference = { .3, -.6, 1.2 }, .p = .52, .agrees = true
	};
	assert_told(&agreement, "together: measured lies 0.3 points [-0.6, 1.2] above what the "
				"curve predicts (p .52): yes, they agree");
	agreement.p = .00004;
	agreement.agrees = false;
	assert_told(&agreement, "together: measured lies 0.3 points [-0.6, 1.2] above what the "
				"curve predicts (p below .001): no, they do not agree");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_scatter_is_the_reports),
		cmocka_unit_test(the_saturated_example_does_not_agree),
		cmocka_unit_test(the_free_example_agrees),
		cmocka_unit_test(a_shift_of_all_rows_is_seen),
		cmocka_unit_test(costs_that_are_not_sure_count),
		cmocka_unit_test(costs_that_may_lie_off_the_curve_count),
		cmocka_unit_test(nothing_is_said_without_a_curve),
		cmocka_unit_test(it_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
