// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/machine.h"
#include "run/earlier.h"
#include "run/record.h"
#include "common/sha256.h"
#include "environment/privilege.h"
#include "protocol/names.h"
#include "protocol/targets.h"
#include "protocol/workloads.h"
#include "target/kernel_tree.h"

#include <errno.h>
#include <string.h>

/* Facts of the run itself that checks look at. */
static void target_put(const struct bench *bench, json_t *facts)
{
	const struct target_facts *target = &bench->target->facts;
	bool guest = target_can(bench->study->target, TARGET_BOOTS);

	json_object_set_new(facts, "target", json_string(bench->study->target));
	json_object_set_new(facts, "timing", json_string(target->timing));
	/* iperf3's two ends; a guest has as many as it was given. */
	json_object_set_new(facts, "cpus_wanted", json_integer(guest ? bench->study->cpus : 2));
	if (guest && strcmp(target->timing, "icount") != 0)
		json_object_set_new(facts, "vcpus_pinned", json_boolean(target->vcpu_cpus));
}

/*
 * The hooks of the study's mechanisms: who else hangs on another one is in nobody's way.  Of the
 * event alone the agent chooses them (events_of()).
 */
static const char *hook_of_kind(const struct study *study, bool is_tracepoint)
{
	for (size_t i = 0; i < study->mechanisms.count && !study->micro; i++) {
		enum hook_kind kind = mechanism_name_find(study->mechanisms.words[i])->hook;

		if (kind != HOOK_USER && (kind == HOOK_TRACEPOINT) == is_tracepoint)
			return is_tracepoint ? study->tracepoint : study->function;
	}
	return NULL;
}

/*
 * Of which mechanisms the event alone is measured; NULL: of none.  A list, to be released.
 */
static json_t *events_of(const struct study *study)
{
	bool has_events = study->micro && study_program_count(study);
	json_t *mechanisms;

	for (size_t i = 0; i < study->workloads.count; i++)
		has_events |= workload_kind_of(study->workloads.words[i]) == WORKLOAD_EVENT;
	mechanisms = has_events ? json_array() : NULL;
	for (size_t i = 0; mechanisms && i < study->mechanisms.count; i++)
		json_array_append_new(mechanisms, json_string(study->mechanisms.words[i]));
	return mechanisms;
}

/* What it would be refused is no property of the kernel. */
static int privilege_check(const json_t *facts, struct error *err)
{
	char missing[128];

	privilege_text(json_object_get(facts, "privilege_missing"), missing, sizeof(missing));
	if (!*missing)
		return 0;
	return error_set(
	    err, ERROR_ENVIRONMENT, EPERM,
	    "loading, attaching and counting BPF programs takes %s, which this process "
	    "lacks: as root (sudo), outside of user namespaces; or measure in a guest, "
	    "which takes no privilege: --target vm",
	    missing);
}

/* A guest of Linux 6.12 on arm64 was seen to take 39 s over the hooks of 31 mechanisms. */
#define FACTS_PATIENCE_S 30
#define HOOK_PATIENCE_S 15

int machine_environment_ask(struct bench *bench, json_t *facts, struct error *err)
{
	const struct study *study = bench->study;
	json_t *events = events_of(study);
	double patience_s = FACTS_PATIENCE_S + HOOK_PATIENCE_S * (double)json_array_size(events);
	json_t *reply;
	int done =
	    bench_call(bench,
		       request_pack(REQUEST_environment, "{s:s* s:s* s:o* s:s*}",
				    hook_kind_name(HOOK_FUNCTION), hook_of_kind(study, false),
				    hook_kind_name(HOOK_TRACEPOINT), hook_of_kind(study, true),
				    "events_of", events, "trigger", study->trigger),
		       patience_s, &reply, err);

	if (done < 0)
		return done;
	json_object_update(facts, json_object_get(reply, "facts"));
	json_decref(reply);
	target_put(bench, facts);
	return privilege_check(facts, err);
}

static void fact_put(json_t *machine, const char *key, const char *text)
{
	if (text)
		json_object_set_new(machine, key, json_string(text));
}

/* The programs and triggers are the agent's: another one may give other figures. */
static int agent_record(const char *path, json_t *machine, struct error *err)
{
	char sha256[65];
	int done;

	if (!path)
		return 0;
	done = file_sha256(path, sha256, err);
	if (!done)
		fact_put(machine, "agent_sha256", sha256);
	return done;
}

#define MANY_FUNCTIONS 1000

/* Of the kernel as it is found, before anything else is attached; by a program of our own. */
static int attach_many_record(struct bench *bench, json_t *machine, struct error *err)
{
	json_t *reply;
	const char *unsupported;
	int done;

	if (!bench->study->latency || !study_program_count(bench->study) ||
	    !word_list_has(&bench->study->mechanisms,
			   mechanism_names[MECHANISM_kprobe_fprobe].name))
		return 0;
	done = bench_call(bench,
			  request_pack(REQUEST_attach_many, "{s:i}", "functions", MANY_FUNCTIONS),
			  120, &reply, err);
	if (done < 0)
		return done;
	unsupported = json_string_value(json_object_get(reply, "reason"));
	json_object_del(reply, "status");
	if (unsupported)
		bench_say(bench, "kprobe-fprobe on %d functions: %s", MANY_FUNCTIONS, unsupported);
	else
		json_object_set(machine, "attach_many", reply);
	json_decref(reply);
	return 0;
}

/* With the environment as it is before; what comes after it is added at the end. */
static int cell_answered(struct bench *bench, json_t *machine, struct error *err)
{
	const char *architecture = json_string_value(json_object_get(machine, "architecture"));
	struct cell_record *record = &bench->record;
	int done = machine_environment_ask(bench, bench->environment.before, err);

	if (done < 0)
		return done;
	environment_follow(&bench->environment, earlier_environment(bench->run, bench->cell->id));
	json_object_set_new(machine, "environment", environment_to_json(&bench->environment));
	record->facts = json_incref(machine);
	if (architecture)
		record->architecture = (char *)architecture;
	record->cpus = (unsigned int)json_integer_value(json_object_get(machine, "cpus"));
	return record_cell(bench, err);
}

static void target_facts_put(const struct target_facts *facts, json_t *machine)
{
	fact_put(machine, "accelerator", facts->accelerator);
	fact_put(machine, "timing", facts->timing);
	fact_put(machine, "channel", facts->channel);
	fact_put(machine, "qemu", facts->qemu_version);
	fact_put(machine, "kernel_package", facts->kernel_origin);
	fact_put(machine, "kernel_revision", facts->kernel_revision);
	if (facts->kernel_revision)
		json_object_set_new(machine, "kernel_modified",
				    json_boolean(facts->kernel_modified));
	fact_put(machine, "kernel_config", facts->kernel_config);
	if (facts->vcpu_cpus)
		json_object_set_new(machine, "pinning",
				    json_pack("{s:O}", "vcpus", facts->vcpu_cpus));
}

static int describe(struct bench *bench, json_t **ret_reply, struct error *err)
{
	const char *release;
	int done = bench_call(bench, request_pack(REQUEST_describe, NULL), 60, ret_reply, err);

	if (done == -EREMOTEIO)
		err->kind = ERROR_ENVIRONMENT; /* nothing can be measured there */
	if (done < 0)
		return done;
	release =
	    json_string_value(json_object_get(json_object_get(*ret_reply, "machine"), "release"));
	bench->release = strdup(release ? release : "this kernel");
	return 0;
}

int machine_release_ask(struct bench *bench, struct error *err)
{
	json_t *reply;
	int done = describe(bench, &reply, err);

	if (!done)
		json_decref(reply);
	return done;
}

/* An instruction is a nanosecond: of a coarser clock figures would be multiples of its grain. */
static int clock_check(const struct bench *bench, const json_t *machine, struct error *err)
{
	json_int_t grain_ns = json_integer_value(json_object_get(machine, "clock_grain_ns"));

	if (!bench->study->exact || grain_ns <= 1)
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
			 "the guest's clock goes by %lld ns, so that instructions cannot be "
			 "counted one by one: this QEMU, or this kernel, does not take the "
			 "frequency that it is given",
			 (long long)grain_ns);
}

/* An image that was not built anew since another commit was checked out. */
static int revision_check(const struct bench *bench, struct error *err)
{
	const char *revision = bench->target->facts.kernel_revision;

	if (!revision || kernel_tree_release_fits(bench->release, revision))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "the kernel calls itself %s, but its build tree is at commit %s: build it "
			 "first",
			 bench->release, revision);
}

int machine_record(struct bench *bench, struct error *err)
{
	json_t *reply, *machine;
	int done = describe(bench, &reply, err);

	if (done < 0)
		return done;
	machine = json_object_get(reply, "machine");
	done = clock_check(bench, machine, err);
	target_facts_put(&bench->target->facts, machine);
	if (!done)
		done = earlier_kernel_check(bench->run, bench->cell->id, machine, err);
	if (!done)
		done = revision_check(bench, err);
	if (!done)
		done = agent_record(bench->config.agent_path, machine, err);
	if (!done)
		done = attach_many_record(bench, machine, err);
	if (!done)
		done = cell_answered(bench, machine, err);
	json_decref(reply);
	return done;
}

static const char *cell_state(const struct bench *bench, int done)
{
	if (bench_stop(bench) != RUN_GO_ON)
		return "open";
	return done < 0 ? "failed" : "done";
}

int machine_finish(struct bench *bench, int done, const char *reason, struct error *err)
{
	struct cell_record *record = &bench->record;

	if (record->facts) {
		environment_end(&bench->environment, LOAD_WATCH_S);
		json_object_set_new(record->facts, "environment",
				    environment_to_json(&bench->environment));
	}
	record->state = (char *)cell_state(bench, done);
	record->reason = (char *)(strcmp(record->state, "failed") != 0 ? NULL : reason);
	return record_cell(bench, err);
}
