// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/visit.h"
#include "run/lifecycle.h"
#include "run/object_try.h"
#include "run/progress.h"
#include "run/record.h"
#include "run/where.h"
#include "protocol/names.h"
#include "protocol/workloads.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* What lifecycle_run() carries through its steps. */
struct passage {
	const struct protocol_ops *ops;
	struct visiting visiting;
};

void visit_wrong(struct visiting *visiting, enum visit_verdict verdict, const char *format, ...)
{
	va_list arguments;

	visiting->verdict = verdict;
	text_buffer_clear(&visiting->wrong);
	va_start(arguments, format);
	text_buffer_add_va(&visiting->wrong, format, arguments);
	va_end(arguments);
}

/* The user is told of a course's first. */
static void window_withhold(struct course *course, int configuration, const char *by)
{
	size_t count = course->bench->configurations.count;
	bool is_first = !withheld_sum(course->withheld, count).left_out;

	withheld_add(&course->withheld[configuration], by);
	if (is_first)
		bench_say(course->bench,
			  "%s: BPF statistics are on, by %s: what is measured without them is left "
			  "out until they are off; what is measured with them stays",
			  course->workload, by);
}

int visit_sample(struct visiting *visiting, struct window_setting setting,
		 struct sample_record *sample, const char *counted_by, struct error *err)
{
	struct bench *bench = visiting->bench;
	int configuration =
	    configuration_find(&bench->configurations, visiting->visit->treatment, setting);

	if (counted_by && *counted_by) {
		window_withhold(visiting->course, configuration, counted_by);
		return 0;
	}
	if (!setting.statistics)
		visiting->course->withheld[configuration].stored++;
	sample->visit = visiting->id;
	sample->configuration = bench->configuration_ids[configuration];
	return record_sample(bench, sample, err);
}

/* Of what no workload runs is told whether it loads. */
static int object_load(struct visiting *visiting, struct error *err)
{
	struct object_trial trial = {};
	int done = object_try(visiting->bench, visiting->treatment, visiting->outcome, &trial, err);

	if (done == 1)
		outcome_close(
		    visiting->outcome, "no-workload",
		    "it hangs on a program of user space, which no workload here runs; "
		    "it loads, and `bpftax cost` counts it on a function of bpftax's own");
	return done < 0 ? done : 0;
}

/* Its section is not attached here, or hangs on a program that is not here. */
static bool object_is_only_loaded(const struct object_program *object)
{
	const struct mechanism_name *known;

	if (!object || object->reason)
		return object;
	known = mechanism_name_find(object->mechanism);
	return known && known->hook == HOOK_USER;
}

int visit_attach(struct visiting *visiting, struct error *err)
{
	if (object_is_only_loaded(visiting->hook.object))
		return object_load(visiting, err);
	return attachment_make(visiting->bench, &visiting->hook, visiting->outcome,
			       &visiting->attached, err);
}

int visit_detach(struct visiting *visiting, struct error *err)
{
	CLEANUP(text_buffer_release) struct text_buffer left = { 0 };
	int done = attachment_end(visiting->bench, &left, err);

	if (!done && *text_buffer_get(&left))
		visit_wrong(visiting, VISIT_WRONG, "%s", text_buffer_get(&left));
	return done;
}

int visit_not_fired(struct visiting *visiting, struct error *err)
{
	return attachment_not_fired(visiting->bench, &visiting->hook, visiting->outcome,
				    text_buffer_get(&visiting->wrong), err);
}

/*
 * iperf3's streams: from 3.16 on each has a thread, which waits in the receive itself; a freeze
 * ends that call, and the thaw begins it again.
 */
static unsigned int calls_cut(const struct course *course)
{
	const struct workload_info *workload = workload_find(course->workload);

	if (workload->kind != WORKLOAD_TRAFFIC)
		return 0;
	return workload_has_setting(workload->name, "parallel")
		   ? course->bench->study->settings.parallel
		   : 1;
}

void visit_hits_judge(struct visiting *visiting, const struct counters *counters)
{
	static const enum visit_verdict verdicts[] = {
		[HITS_RIGHT] = VISIT_HELD, [HITS_NONE] = VISIT_NOT_FIRED, [HITS_WRONG] = VISIT_WRONG
	};
	char reason[256];
	enum hits_verdict verdict;

	if (!visiting->outcome) {
		if (counters->value[COUNTER_hits] > 0)
			visit_wrong(visiting, VISIT_WRONG,
				    "the sham of the baseline ran %.0f times",
				    counters->value[COUNTER_hits]);
		return;
	}
	verdict =
	    hits_check(counters, visiting->hook.hits_per_operation, calls_cut(visiting->course),
		       workload_words(visiting->course->workload)->one, reason, sizeof(reason));
	if (verdict != HITS_RIGHT)
		visit_wrong(visiting, verdicts[verdict], "%s", reason);
	visiting->fired = verdict != HITS_NONE;
	visiting->is_elsewhere |= where_is_asked(counters);
}

static int step_attach(void *context, struct error *err)
{
	struct passage *passage = context;

	return passage->ops->attach(&passage->visiting, err);
}

static int step_open(void *context, struct error *err)
{
	struct visiting *visiting = &((struct passage *)context)->visiting;
	const struct visit *visit = visiting->visit;
	const char *hook = json_string_value(json_object_get(visiting->attached, "hook"));
	struct visit_record record = {
		.workload = (char *)visiting->course->workload,
		.block = visit->block,
		.position = visit->position,
		.baseline = visit->baseline,
		.mechanism = (char *)(visiting->attached ? visiting->hook.mechanism : ""),
		.program = (char *)(visiting->attached ? visiting->hook.program : ""),
		.hook = (char *)(hook ? hook : ""),
		.state = (char *)"open",
	};

	return record_visit_begin(visiting->bench, &record, &visiting->id, err);
}

static int step_windows(void *context, struct error *err)
{
	struct passage *passage = context;

	return passage->ops->windows(&passage->visiting, err);
}

/* What was ended before it had been proved is neither right nor wrong. */
static int step_prove(void *context, struct error *err)
{
	struct passage *passage = context;
	struct visiting *visiting = &passage->visiting;
	int done = passage->ops->prove ? passage->ops->prove(visiting, err) : 0;

	if (!done && visiting->outcome && !visiting->fired && visiting->verdict == VISIT_HELD &&
	    bench_stop(visiting->bench) != RUN_GO_ON)
		visit_wrong(visiting, VISIT_CUT_OFF, "interrupted before the proof");
	return done;
}

static int step_detach(void *context, struct error *err)
{
	struct passage *passage = context;

	return passage->ops->detach(&passage->visiting, err);
}

static int outcome_tell(const struct protocol_ops *ops, struct visiting *visiting,
			struct error *err)
{
	const char *wrong = text_buffer_get(&visiting->wrong);

	switch (visiting->verdict) {
	case VISIT_HELD:
		outcome_kept(visiting->outcome);
		break;
	case VISIT_WRONG:
		if (ops->visits_once)
			outcome_close(visiting->outcome, "failed", wrong);
		else
			outcome_dropped(visiting->outcome, wrong);
		break;
	case VISIT_NOT_FIRED:
		if (ops->not_fired)
			return ops->not_fired(visiting, err);
		outcome_close(visiting->outcome, "not-fired", wrong);
		break;
	case VISIT_CUT_OFF:
		break;
	}
	return 0;
}

static int step_close(void *context, struct error *err)
{
	struct passage *passage = context;
	struct visiting *visiting = &passage->visiting;
	bool held = visiting->verdict == VISIT_HELD;
	int done = visiting->outcome ? outcome_tell(passage->ops, visiting, err) : 0;

	if (!done && held && visiting->is_elsewhere)
		done = where_note(visiting->course, &visiting->hook,
				  json_object_get(visiting->attached, "proof"), err);
	if (done < 0)
		return done;
	return record_visit_end(visiting->bench, visiting->id,
				held ? NULL : text_buffer_get(&visiting->wrong),
				json_object_get(visiting->attached, "proof"), err);
}

static const struct lifecycle_ops steps = {
	.attach = step_attach,
	.open = step_open,
	.windows = step_windows,
	.prove = step_prove,
	.detach = step_detach,
	.close = step_close,
};

static void visit_show(struct visiting *visiting)
{
	const struct treatment *treatment = visiting->treatment;
	char name[CONFIGURATION_NAME_SIZE];

	course_progress(visiting->course,
			treatment->kind == TREATMENT_DELAY
			    ? "known delays"
			    : configuration_name(name, sizeof(name), treatment, false, NAN));
}

static struct visiting visiting_begin(struct course *course, const struct visit *visit, void *state)
{
	const struct treatment *treatment = bench_treatment(course->bench, visit);

	return (struct visiting){ .course = course,
				  .bench = course->bench,
				  .visit = visit,
				  .treatment = treatment,
				  .outcome = course_outcome(course, visit),
				  .hook = hook_of(treatment),
				  .state = state };
}

int visit_run(const struct protocol_ops *ops, void *state, struct course *course,
	      const struct visit *visit, struct error *err)
{
	struct passage passage = { ops, visiting_begin(course, visit, state) };
	struct visiting *visiting = &passage.visiting;
	int done;

	if (visiting->outcome && visiting->outcome->closed)
		return 0;
	visit_show(visiting);
	done = lifecycle_run(&steps, &passage, err);
	json_decref(visiting->attached);
	text_buffer_release(&visiting->wrong);
	return done < 0 ? done : 0;
}
