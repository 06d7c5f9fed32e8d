// SPDX-License-Identifier: GPL-2.0-or-later
/* Verdicts: by hand, and that no sentence says more than the intervals it was made from. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "common/cleanup.h"
#include "study/random.h"
#include "words/verdict.h"

static struct effect effect(double low, double high, double p)
{
	double middle = (low + high) / 2;

	return (struct effect){ .percent = { middle, low, high },
				.absolute = { 20 * middle, 20 * low, 20 * high },
				.n = 60,
				.p = p / 10,
				.p_adjusted = p,
				.mde80_percent = .7 * (high - low),
				.equivalence_p = NAN };
}

static struct verdict_evidence evidence_of(const struct effect *cost, const struct effect *rate)
{
	return (struct verdict_evidence){ .cost = cost,
					  .rate = rate,
					  .operation = "datagram",
					  .sleeps_before = NAN,
					  .sleeps_after = NAN,
					  .hits_per_operation = NAN };
}

static void expect(const struct verdict_evidence *evidence, const char *text)
{
	struct report_verdict verdict = report_verdict_of(evidence);
	CLEANUP(text_buffer_release) struct text_buffer told = { 0 };

	verdict_tell(evidence, &verdict, &told);
	assert_string_equal(text_buffer_get(&told), text);
	assert_int_equal(verdict_present(&verdict), *text != '\0');
}

static void costs(void **state)
{
	struct effect more = effect(1.9, 2.3, .001), none = effect(-.3, .4, .8);
	struct effect small = effect(.012, .03, .01), many = effect(.1, .5, .3);
	struct verdict_evidence evidence = evidence_of(&more, NULL);

	(void)state;
	expect(&evidence, "+2.1 % [1.9, 2.3], +42.0 ns per datagram");
	evidence.hits_per_operation = .5;
	expect(&evidence, "+2.1 % [1.9, 2.3], +42.0 ns per datagram, +84.0 ns per hit");
	evidence.hits_per_operation = 1.001;
	expect(&evidence, "+2.1 % [1.9, 2.3], +42.0 ns per datagram and hit");
	evidence.cost = &none;
	expect(&evidence, "no difference detected; would have seen 0.5 %");
	evidence.cost_name = "CPU time";
	expect(&evidence, "CPU time: no difference detected; would have seen 0.5 %");
	evidence = evidence_of(&small, NULL);
	expect(&evidence, "+0.02 % [0.01, 0.03], +0.4 ns per datagram");
	evidence = evidence_of(&many, NULL);
	expect(&evidence, "+0.3 % [0.1, 0.5] on its own, but no difference among so many "
			  "comparisons (p adjusted 0.30)");
	evidence = evidence_of(NULL, NULL);
	expect(&evidence, "");
}

static void equivalence(void **state)
{
	struct effect none = effect(-.3, .4, .8), little = effect(.2, .4, .001);
	struct verdict_evidence evidence = evidence_of(&none, NULL);

	(void)state;
	evidence.equivalence_percent = 1;
	none.equivalence_p = .051;
	expect(&evidence, "no difference detected; would have seen 0.5 %");
	none.equivalence_p = .05;
	expect(&evidence, "equivalent within 1 %");
	evidence.cost = &little;
	little.equivalence_p = .01;
	expect(&evidence, "+0.3 % [0.2, 0.4], +6.0 ns per datagram, equivalent within 1 %");
}

static void no_interval_claims_nothing(void **state)
{
	struct effect few = effect(NAN, NAN, NAN), wide = effect(2, 3, .01);
	struct verdict_evidence evidence = evidence_of(&few, NULL);

	(void)state;
	few.percent.estimate = -12;
	expect(&evidence, "-12.0 % without an interval: nothing follows from it");
	evidence = evidence_of(NULL, &wide);
	evidence.rate = NULL;
	evidence.rate_withheld = true;
	expect(&evidence, "throughput: withheld, as the two baselines differ");
}

static void more_throughput(void **state)
{
	struct effect more = effect(10, 12, .001), less_sleep = effect(-60, -40, .001);
	struct interval near = { 11, 9, 13 }, far = { 2, 1, 3 };
	struct verdict_evidence evidence = evidence_of(NULL, &more);

	(void)state;
	expect(&evidence, "throughput +11.0 % [10.0, 12.0], implausible: nothing that was counted "
			  "explains it");
	evidence.predicted = &near;
	expect(&evidence, "throughput +11.0 % [10.0, 12.0], feedback and no gain: the curve "
			  "predicts +11.0 % [9.0, 13.0]");
	evidence.predicted = NULL;
	evidence.sleeps = &less_sleep;
	evidence.sleeps_before = .136;
	evidence.sleeps_after = .065;
	expect(&evidence, "throughput +11.0 % [10.0, 12.0], feedback and no gain: the receiver "
			  "slept half as often per datagram (0.136 -> 0.065)");
	evidence.predicted = &far;
	evidence.saturated = true;
	evidence.sleeps_after = .034;
	expect(&evidence, "throughput +11.0 % [10.0, 12.0]: the receiver slept 75 % less often per "
			  "datagram (0.136 -> 0.034); the curve predicts +2.0 % [1.0, 3.0], which "
			  "does not agree");
	less_sleep.percent.high = 1; /* may as well be more */
	evidence.predicted = NULL;
	expect(&evidence, "throughput +11.0 % [10.0, 12.0], implausible: the receiver is not seen "
			  "to sleep less often per datagram (0.136 -> 0.034), and nothing else "
			  "explains it");
}

static void less_throughput(void **state)
{
	struct effect less = effect(-12, -10, .001);
	struct verdict_evidence evidence = evidence_of(NULL, &less);

	(void)state;
	expect(&evidence, "throughput -11.0 % [-12.0, -10.0], feedback and no cost, as the "
			  "receiver is not saturated");
	evidence.saturated = true;
	expect(&evidence, "throughput -11.0 % [-12.0, -10.0]");
}

static void less_cpu_time(void **state)
{
	struct effect less = effect(-4, -2, .001), less_sleep = effect(-60, -40, .001);
	struct verdict_evidence evidence = evidence_of(&less, NULL);

	(void)state;
	evidence.cost_name = "CPU time";
	expect(&evidence, "CPU time -3.0 % [-4.0, -2.0], -60.0 ns per datagram, implausible: "
			  "nothing that was counted explains it");
	evidence.sleeps = &less_sleep;
	evidence.sleeps_before = .1;
	evidence.sleeps_after = .05;
	expect(&evidence, "CPU time -3.0 % [-4.0, -2.0], -60.0 ns per datagram: the receiver slept "
			  "half as often per datagram (0.100 -> 0.050)");
}

/* Uniform, between the two. */
static double draw(struct random *random, double low, double high)
{
	return low + (high - low) * (double)(random_next(random) >> 11) / 9007199254740992.;
}

static bool chance(struct random *random, unsigned int one_in)
{
	return random_below(random, one_in) == 0;
}

/* Anything that an estimate may be, not only what is likely. */
static struct effect any_effect(struct random *random)
{
	double scale = pow(10, draw(random, -3, 2)), centre = scale * draw(random, -2, 2);
	double half = scale * draw(random, 0, 2);
	struct effect any = effect(centre - half, centre + half, draw(random, 0, .2));

	any.percent.low = fmax(-100, any.percent.low);
	any.equivalence_p = chance(random, 3) ? draw(random, 0, .2) : NAN;
	if (chance(random, 5))
		any.p_adjusted = NAN;
	if (chance(random, 10))
		any.percent.low = any.percent.high = NAN;
	if (chance(random, 10))
		any.n = 0;
	if (chance(random, 20))
		any.percent.high = INFINITY;
	return any;
}

struct model {
	struct effect cost, rate, sleeps;
	struct interval predicted;
	struct verdict_evidence evidence;
};

static void any_model(struct random *random, struct model *model)
{
	double centre = draw(random, -20, 20);

	model->cost = any_effect(random);
	model->rate = any_effect(random);
	model->sleeps = any_effect(random);
	model->predicted = (struct interval){ centre, centre - 5, centre + 5 };
	model->evidence = (struct verdict_evidence){
		.cost_name = chance(random, 2) ? "CPU time" : NULL,
		.cost = chance(random, 8) ? NULL : &model->cost,
		.rate = chance(random, 4) ? NULL : &model->rate,
		.cost_withheld = chance(random, 8),
		.rate_withheld = chance(random, 8),
		.cost_outside = chance(random, 8),
		.sleeps = chance(random, 3) ? NULL : &model->sleeps,
		.sleeps_before = draw(random, .01, .2),
		.sleeps_after = draw(random, .001, .2),
		.saturated = chance(random, 3),
		.noise = chance(random, 3),
		.hits_per_operation = chance(random, 3) ? NAN : draw(random, 0, 2),
		.equivalence_percent = 1,
		.predicted = chance(random, 3) ? &model->predicted : NULL,
	};
}

/* "+2.1 % [1.9, 2.3]" at the start of the text, or behind its name. */
static bool claims(const char *text, const char *name)
{
	size_t length = strlen(name);
	double estimate, low, high;

	return strncmp(text, name, length) == 0 &&
	       sscanf(text + length, "%lf %% [%lf, %lf]", &estimate, &low, &high) == 3;
}

static void check_claim(const struct model *model, const struct effect *effect, const char *text,
			const char *name)
{
	const char *end = strstr(text, "on its own, but no difference");

	if (!claims(text, name))
		return;
	if (!(effect->percent.low > 0 || effect->percent.high < 0) || effect->n == 0)
		fail_msg("claims what its interval denies: %s", text);
	if (!end && !isnan(effect->p_adjusted) && effect->p_adjusted > .05 &&
	    !(effect->equivalence_p <= .05))
		fail_msg("claims what p denies: %s", text);
	if (effect == &model->rate && !model->evidence.saturated && !end &&
	    !strstr(text, "feedback") && !strstr(text, "implausible"))
		fail_msg("throughput without saturation that is no feedback: %s", text);
}

/* What is cheaper or faster is explained, or called implausible. */
static void check_reason(const struct model *model, const struct report_verdict *verdict,
			 const char *text)
{
	const struct verdict_evidence *e = &model->evidence;
	bool slept_less = e->sleeps && e->sleeps->n && e->sleeps->percent.high < 0 &&
			  e->sleeps_after < e->sleeps_before;
	bool better = verdict->cost == VERDICT_LESS || verdict->rate == VERDICT_MORE;

	if (better && !strstr(text, "the receiver slept") && !strstr(text, "implausible") &&
	    !strstr(text, "the curve predicts +"))
		fail_msg("better without a reason: %s", text);
	if (strstr(text, "the receiver slept") && !slept_less)
		fail_msg("slept less, says who? %s", text);
	assert_int_equal(verdict_implausible(verdict), strstr(text, "implausible") != NULL);
	assert_null(strstr(text, "faster"));
	assert_null(strstr(text, "no overhead"));
}

static void no_sentence_says_more_than_its_intervals(void **state)
{
	size_t seen[VERDICT_KINDS] = { 0 };
	struct random random;

	(void)state;
	random_seed(&random, 20240229);
	for (int i = 0; i < 200000; i++) {
		struct model model;
		CLEANUP(text_buffer_release) struct text_buffer told = { 0 };
		struct report_verdict verdict;
		const char *rate, *text;

		any_model(&random, &model);
		verdict = report_verdict_of(&model.evidence);
		verdict_tell(&model.evidence, &verdict, &told);
		text = text_buffer_get(&told);
		rate = strstr(text, "throughput");
		seen[verdict.cost]++;
		if (rate != text)
			check_claim(&model, &model.cost, text,
				    model.evidence.cost_name ? "CPU time" : "");
		if (rate)
			check_claim(&model, &model.rate, rate, "throughput");
		check_reason(&model, &verdict, text);
	}
	for (int kind = 0; kind < VERDICT_KINDS; kind++)
		if (kind != VERDICT_UNMEASURED && seen[kind] < 1000)
			fail_msg("only %zu are %s", seen[kind], verdict_kind_name(kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs),
		cmocka_unit_test(equivalence),
		cmocka_unit_test(no_interval_claims_nothing),
		cmocka_unit_test(more_throughput),
		cmocka_unit_test(less_throughput),
		cmocka_unit_test(less_cpu_time),
		cmocka_unit_test(no_sentence_says_more_than_its_intervals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
