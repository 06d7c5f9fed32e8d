// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/study_check.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "study/delays.h"
#include "study/options.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/units.h"
#include "protocol/names.h"
#include "protocol/targets.h"
#include "study/receivers.h"
#include "study/variants.h"

#define MS UINT64_C(1000000)
#define SECOND UINT64_C(1000000000)

/* Windows of the switch protocol; below the first, the change of attachment is all there is. */
#define WINDOW_MIN_NS (10 * MS)
#define WINDOW_MAX_NS (60 * SECOND)
/* Samples of the restart protocol: a client takes whole seconds. */
#define SAMPLE_MAX_NS (3600 * SECOND)

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* study_init() cannot report that it ran out of memory; this does. */
static int check_allocated(const struct study *study, struct error *err)
{
	if (!study->name || !study->target || !study->kernels.count || !study->function ||
	    !study->tracepoint || !study->settings.bitrate || !study->format ||
	    !study->mechanisms.count || !study->programs.count)
		return out_of_memory(err);
	return 0;
}

static bool list_is_all(const struct word_list *list)
{
	return list->count == 1 && !strcmp(list->words[0], "all");
}

/* All that a workload reaches: `micro` has the others. */
static int expand_mechanisms(struct study *study)
{
	const char *names[MECHANISM_COUNT];
	size_t count = 0;
	CLEANUP_FREE char *joined = NULL;

	if (!list_is_all(&study->mechanisms))
		return 0;
	for (size_t i = 0; i < mechanism_names_count; i++)
		if (study->micro || hook_kind_in_workload(mechanism_names[i].hook))
			names[count++] = mechanism_names[i].name;
	joined = text_join(names, count, ",");
	study->mechanisms_named = false;
	return joined ? option_set(option_find("mechanism", OPTION_FOR_RUN), joined, study, NULL)
		      : -ENOMEM;
}

/* All but the families, which mean nothing without their parameter. */
static int expand_programs(struct study *study)
{
	const char *names[PROGRAM_COUNT];
	size_t count = 0;
	CLEANUP_FREE char *joined = NULL;

	if (!list_is_all(&study->programs))
		return 0;
	for (size_t i = 0; i < program_names_count; i++)
		if (!program_names[i].parameter)
			names[count++] = program_names[i].name;
	joined = text_join(names, count, ",");
	return joined ? option_set(option_find("program", OPTION_FOR_RUN), joined, study, NULL)
		      : -ENOMEM;
}

/* One for the sender, one for the receiver; instructions are counted on one. */
static void default_cpus(struct study *study)
{
	if (!study->cpus)
		study->cpus = study->exact ? 1 : 2;
}

/* Instructions need no curve, and one window after the other has none: "auto" is then nothing. */
static void drop_auto_delays(struct study *study)
{
	bool possible = !study->exact && study->protocol == PROTOCOL_SWITCH;

	if (possible || !delays_are_auto(&study->delays))
		return;
	word_list_clear(&study->delays);
}

static bool receiver_can_be_slowed(const struct study *study)
{
	return !study->settings.receivers.count && target_can(study->target, TARGET_BOOTS) &&
	       study->settings.server_family == SERVER_INET && receivers_can_be_loaded(study);
}

#define SUITABLE_MOST 4

/*
 * All that suit.  Beside known delays there is micro, as such a study asks whether the figures add
 * up, and a saturated receiver, which shows both sides of the hill.  That one only in a guest: what
 * slows it slows whoever receives.
 */
static size_t suitable_workloads(const struct study *study, const char *names[SUITABLE_MOST])
{
	const struct workload_info *traffic = workload_of_kind(WORKLOAD_TRAFFIC);
	bool flows = !study->exact && study->settings.server_family != SERVER_BOTH;
	bool adds_up = study->delays.count && study_program_count(study);
	size_t count = 0;

	if (study->protocol == PROTOCOL_RESTART) {
		names[0] = traffic->name;
		return 1;
	}
	names[count++] = workload_of_kind(WORKLOAD_DIRECT)->name;
	if (flows)
		names[count++] = traffic->name;
	if (flows && adds_up && receiver_can_be_slowed(study))
		names[count++] = workload_find_saturated(traffic->agent)->name;
	if (flows && adds_up)
		names[count++] = workload_of_kind(WORKLOAD_EVENT)->name;
	return count;
}

static int default_workloads(struct study *study)
{
	const char *names[SUITABLE_MOST];
	CLEANUP_FREE char *joined = NULL;

	if (study->workloads.count)
		return 0;
	study->workloads_named = study->settings.receivers.count > 0;
	joined = text_join(names, suitable_workloads(study, names), ",");
	return joined ? option_set(option_find("workload", OPTION_FOR_RUN), joined, study, NULL)
		      : -ENOMEM;
}

static int check_switch_window(const struct study *study, struct error *err)
{
	char text[DURATION_TEXT_SIZE];

	if (study->window_ns >= WINDOW_MIN_NS && study->window_ns <= WINDOW_MAX_NS)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "window: %s is not between 10ms and 60s, which protocol switch needs",
			 duration_format(text, sizeof(text), study->window_ns));
}

static int check_restart_window(const struct study *study, struct error *err)
{
	char text[DURATION_TEXT_SIZE];

	if (study->window_ns <= SAMPLE_MAX_NS && study->window_ns % SECOND == 0)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "window: %s is not in whole seconds up to 1h, which %s needs with "
			 "protocol restart",
			 duration_format(text, sizeof(text), study->window_ns),
			 workload_of_kind(WORKLOAD_TRAFFIC)->name);
}

/* A sham, an operation's hits: neither exists where the workload never comes by. */
static int check_mechanism(const struct mechanism_name *mechanism, struct error *err)
{
	if (!mechanism || hook_kind_in_workload(mechanism->hook))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 mechanism->hook == HOOK_USER
			     ? "mechanism %s hangs on a probe point in the agent itself, which no "
			       "workload reaches; bpftax micro measures it"
			     : "mechanism %s can only hang on functions marked for it, none of "
			       "which is a workload's; bpftax micro measures it",
			 mechanism->name);
}

static int check_mechanisms(const struct study *study, struct error *err)
{
	int code = 0;

	/* micro's triggers reach every kind of hook. */
	for (size_t i = 0; i < study->mechanisms.count && !code && !study->micro; i++)
		code = check_mechanism(mechanism_name_find(study->mechanisms.words[i]), err);
	return code;
}

static int check_window(const struct study *study, struct error *err)
{
	if (!study->window_ns)
		return 0;
	return study->protocol == PROTOCOL_SWITCH ? check_switch_window(study, err)
						  : check_restart_window(study, err);
}

/* Instructions are counted by QEMU's emulator, one CPU at a time. */
static int check_exact(const struct study *study, struct error *err)
{
	const char *counting = study_counting_word(study);

	if (!study->exact)
		return 0;
	if (study->threads.count)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes threads: the count of instructions is the clock of "
				 "one CPU only; leave %s out, or threads",
				 counting, counting);
	if (!target_can(study->target, TARGET_COUNTS))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s needs target vm: instructions are counted by QEMU's "
				 "emulator",
				 counting);
	if (study->accel == ACCELERATOR_KVM)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes accel kvm: a real CPU does not count a guest's "
				 "instructions; leave accel out",
				 counting);
	if (study->protocol == PROTOCOL_RESTART)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes protocol restart: its samples are whole seconds "
				 "of a fresh %s; leave one of them out",
				 counting, workload_of_kind(WORKLOAD_TRAFFIC)->name);
	if (study->settings.client == CLIENT_HOST)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes client host: a guest whose clock counts "
				 "instructions keeps no pace with the host's",
				 counting);
	if (study->cpus != 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes cpus %u: the count of instructions is the clock of "
				 "one CPU only",
				 counting, study->cpus);
	return 0;
}

/* What runs is seen by the emulator that counts it. */
static int check_anatomy(const struct study *study, struct error *err)
{
	const char *event = workload_of_kind(WORKLOAD_EVENT)->name;

	if (!study->anatomy)
		return 0;
	if (!study->exact)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "anatomy needs exact: only a guest whose instructions are counted "
				 "is recorded; add --exact");
	if (study->consumer != CONSUMER_none)
		return error_set(
		    err, ERROR_USAGE, EINVAL,
		    "anatomy excludes consumer %s: a reader that runs between events "
		    "is not told apart from them in a recording; leave one of them out",
		    consumer_names[study->consumer]);
	if (study->trigger && !study->micro && !word_list_has(&study->workloads, event))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "trigger is what makes the event of workload %s happen, which is "
				 "not measured; leave trigger out, or add %s to workload",
				 event, event);
	return 0;
}

/* Intervals come from blocks, which protocol restart has not. */
static int check_intervals(const struct study *study, struct error *err)
{
	bool precision = study->precision_percent > 0;

	if (study->protocol == PROTOCOL_SWITCH || (!precision && !(study->equivalence_percent > 0)))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "%s needs protocol switch: one configuration after the other has no "
			 "interval that holds",
			 precision ? "precision" : "equivalence");
}

static int check_combinations(const struct study *study, struct error *err)
{
	const char *drain = workload_of_kind(WORKLOAD_DIRECT)->name;

	if (study->protocol == PROTOCOL_RESTART && word_list_has(&study->workloads, drain))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "workload %s is measured by protocol switch only; leave it "
				 "out, or leave out protocol restart",
				 drain);
	if (study->settings.server_family == SERVER_BOTH &&
	    (study->workloads.count != 1 || strcmp(study->workloads.words[0], drain) != 0))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "server-family both is for workload %s alone: what flows has "
				 "one server; add --workload %s",
				 drain, drain);
	if (study->settings.client == CLIENT_HOST && !target_can(study->target, TARGET_REACHED))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "client host needs target vm: there is no guest to send to");
	if (study->modules && !strchr(study_kernel(study), '/'))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "modules belong to a kernel given by its path; '%s' has its own",
				 study_kernel(study));
	return 0;
}

/* Delays need windows under one attachment, which protocol switch alone has. */
static int check_delays(const struct study *study, struct error *err)
{
	if (word_list_has(&study->programs, "none") && study->programs.count > 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "program: none stands alone; leave it out, or the programs");
	if (!study_program_count(study) && !study->delays.count && !study->objects.count)
		return error_set(
		    err, ERROR_USAGE, EINVAL,
		    "program none leaves nothing to measure; name delays, or programs");
	if (study->delays.count && study->protocol == PROTOCOL_RESTART)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "delays are changed while traffic flows, which protocol restart "
				 "does not; leave out one of them");
	return delays_check(&study->delays, err);
}

int study_expand(struct study *study, struct error *err)
{
	int code = check_allocated(study, err);

	if (code < 0)
		return code;
	return expand_mechanisms(study) < 0 || expand_programs(study) < 0 ? out_of_memory(err) : 0;
}

int study_check(struct study *study, struct error *err)
{
	int code = study_expand(study, err);

	if (code < 0)
		return code;
	default_cpus(study);
	drop_auto_delays(study);
	if (default_workloads(study) < 0 || receivers_expand(study) < 0 ||
	    variants_expand(study) < 0)
		return out_of_memory(err);
	code = check_mechanisms(study, err);
	if (!code)
		code = check_window(study, err);
	if (!code)
		code = check_intervals(study, err);
	if (!code)
		code = check_exact(study, err);
	if (!code)
		code = check_anatomy(study, err);
	if (!code)
		code = check_delays(study, err);
	if (!code)
		code = variants_check(study, err);
	if (!code)
		code = receivers_check(study, err);
	return code < 0 ? code : check_combinations(study, err);
}
