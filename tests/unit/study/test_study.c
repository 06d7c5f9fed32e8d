// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/names.h"
#include "study/options.h"
#include "study/study_fields.h"
#include "study/study_check.h"
#include "study/study_json.h"

/* A study of "key value" pairs, ended by NULL. */
static void make(struct study *study, const char *const *pairs)
{
	study_init(study);
	for (; *pairs; pairs += 2)
		assert_int_equal(
		    option_set(option_find(pairs[0], OPTION_FOR_RUN), pairs[1], study, NULL), 0);
}

#define MAKE(study, ...) make(study, (const char *const[]){ __VA_ARGS__, NULL })

#define ASSERT_CHECKED(...)                                                                        \
	do {                                                                                       \
		struct study study_;                                                               \
                                                                                                   \
		MAKE(&study_, __VA_ARGS__);                                                        \
		assert_int_equal(study_check(&study_, NULL), 0);                                   \
		study_free(&study_);                                                               \
	} while (0)

#define ASSERT_REFUSED(part, ...)                                                                  \
	do {                                                                                       \
		struct study study_;                                                               \
		struct error err_ = { 0 };                                                         \
                                                                                                   \
		MAKE(&study_, __VA_ARGS__);                                                        \
		assert_int_equal(study_check(&study_, &err_), -EINVAL);                            \
		assert_int_equal(err_.kind, ERROR_USAGE);                                          \
		assert_non_null(strstr(err_.text, part));                                          \
		study_free(&study_);                                                               \
	} while (0)

static void exact_has_defaults_of_its_own(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "exact", "yes");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(study.workloads.count, 1);
	assert_string_equal(study.workloads.words[0], "udp-drain");
	assert_int_equal(study.cpus, 1);
	study_free(&study);
	MAKE(&study, "exact", "no");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(study.cpus, 2);
	study_free(&study);
	ASSERT_CHECKED("exact", "yes", "workload", "udp-drain,iperf3", "cpus", "1");
	ASSERT_REFUSED("exact excludes cpus 2", "exact", "yes", "cpus", "2");
	ASSERT_REFUSED("exact excludes protocol restart", "exact", "yes", "protocol", "restart");
	ASSERT_REFUSED("exact excludes client host", "exact", "yes", "workload", "iperf3", "client",
		       "host");
}

static void the_default_study_is_valid(void **state)
{
	struct study study;

	(void)state;
	study_init(&study);
	assert_int_equal(study_check(&study, NULL), 0);
	assert_string_equal(study.name, "udp-recvmsg");
	assert_int_equal(study.workloads.count, 2);
	assert_string_equal(study.workloads.words[0], "udp-drain");
	assert_int_equal(study.mechanisms.count, 5);
	assert_int_equal(study.programs.count, 2);
	assert_true(study.mechanisms_named);
	study_free(&study);
}

static void all_is_expanded_and_remembered(void **state)
{
	struct study study;
	size_t count = 0, programs = 0;

	(void)state;
	MAKE(&study, "mechanism", "all", "program", "all");
	assert_int_equal(study_check(&study, NULL), 0);
	for (size_t i = 0; i < mechanism_names_count; i++)
		if (hook_kind_in_workload(mechanism_names[i].hook))
			assert_string_equal(study.mechanisms.words[count++],
					    mechanism_names[i].name);
	assert_int_equal(study.mechanisms.count, count);
	assert_true(count < mechanism_names_count);
	assert_false(study.mechanisms_named);
	for (size_t i = 0; i < program_names_count; i++)
		programs += !text_ends_with(program_names[i].name, "-"); /* families */
	assert_int_equal(study.programs.count, programs);
	assert_string_equal(study.programs.words[0], "null");
	assert_string_equal(study.programs.words[1], "map");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_false(study.mechanisms_named);
	study_free(&study);
}

static void what_no_workload_reaches_is_refused(void **state)
{
	(void)state;
	ASSERT_REFUSED("uprobe hangs on a probe point in the agent", "mechanism", "fentry,uprobe");
	ASSERT_REFUSED("bpftax micro", "mechanism", "usdt-semaphore");
	ASSERT_REFUSED("fmod-ret can only hang on functions marked", "mechanism", "fmod-ret");
	ASSERT_CHECKED("mechanism", "kprobe-session");
}

/* "all" in the file, names on the command line: the names count. */
static void names_after_all_are_named(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "mechanism", "all", "mechanism", "fentry");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_true(study.mechanisms_named);
	study_free(&study);
}

static void restart_runs_iperf3_by_default(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "protocol", "restart");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(study.workloads.count, 1);
	assert_string_equal(study.workloads.words[0], "iperf3");
	study_free(&study);
	ASSERT_REFUSED("udp-drain", "protocol", "restart", "workload", "udp-drain,iperf3");
}

static void windows_within_the_protocols_bounds(void **state)
{
	(void)state;
	ASSERT_CHECKED("window", "0");
	ASSERT_CHECKED("window", "10ms");
	ASSERT_CHECKED("window", "60s");
	ASSERT_REFUSED("9ms", "window", "9ms");
	ASSERT_REFUSED("61s", "window", "61s");
	ASSERT_CHECKED("window", "2s", "protocol", "restart");
	ASSERT_REFUSED("whole seconds", "window", "1500ms", "protocol", "restart");
	ASSERT_REFUSED("whole seconds", "window", "2h", "protocol", "restart");
}

static void combinations(void **state)
{
	(void)state;
	ASSERT_CHECKED("client", "host");
	ASSERT_REFUSED("client host needs target vm", "client", "host", "target", "local");
	ASSERT_REFUSED("server-family both is for workload udp-drain", "server-family", "both",
		       "workload", "iperf3,udp-drain");
	ASSERT_CHECKED("server-family", "both");
	ASSERT_REFUSED("precision needs protocol switch", "precision", "1", "protocol", "restart");
	ASSERT_REFUSED("equivalence needs protocol switch", "equivalence", "1", "protocol",
		       "restart");
	ASSERT_CHECKED("precision", "1", "equivalence", "1", "blocks", "40");
	ASSERT_REFUSED("modules", "modules", "/lib/modules/x");
	ASSERT_CHECKED("modules", "/lib/modules/x", "kernel", "/boot/vmlinuz");
}

static void assert_workloads(const struct study *study, const char *joined)
{
	char names[128] = "";

	for (size_t i = 0; i < study->workloads.count; i++) {
		strcat(names, i ? "," : "");
		strcat(names, study->workloads.words[i]);
	}
	assert_string_equal(names, joined);
}

static void receivers_are_workloads(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "receiver", "free,saturated");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3,iperf3-saturated");
	assert_int_equal(study_check(&study, NULL), 0); /* as it comes from a record */
	assert_workloads(&study, "udp-drain,iperf3,iperf3-saturated");
	study_free(&study);
	MAKE(&study, "workload", "iperf3", "receiver", "paced");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "iperf3-paced");
	assert_int_equal(study_check(&study, NULL), 0);
	study_free(&study);
}

/* With delays to be saturated by, in a guest with a CPU for the sender. */
static void a_saturated_receiver_is_there_by_default(void **state)
{
	struct study study;

	(void)state;
	MAKE(&study, "delays", "auto");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3,iperf3-saturated,micro");
	assert_false(study.workloads_named);
	study_free(&study);
	MAKE(&study, "delays", "auto", "client", "host");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3,micro");
	study_free(&study);
	MAKE(&study, "delays", "auto", "server-family", "any"); /* which the ballast misses */
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3,micro");
	study_free(&study);
	MAKE(&study, "delays", "auto", "target", "local");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3,micro");
	study_free(&study);
	MAKE(&study, "delays", "auto", "receiver", "saturated");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_workloads(&study, "udp-drain,iperf3-saturated,micro");
	assert_true(study.workloads_named);
	study_free(&study);
	MAKE(&study, "workload", "iperf3-saturated");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_true(study.workloads_named);
	study_free(&study);
}

static void receivers_that_cannot_be(void **state)
{
	(void)state;
	ASSERT_CHECKED("receiver", "free", "protocol", "restart");
	ASSERT_CHECKED("receiver", "free", "cpus", "1");
	ASSERT_REFUSED("receiver paced is a setting of workload iperf3", "workload", "udp-drain",
		       "receiver", "paced");
	ASSERT_REFUSED("receiver saturated is a setting", "workload", "iperf3-paced", "receiver",
		       "saturated");
	ASSERT_REFUSED("protocol switch only", "receiver", "saturated", "protocol", "restart");
	ASSERT_REFUSED("needs client guest", "receiver", "saturated", "client", "host");
	ASSERT_REFUSED("needs client guest", "workload", "iperf3-paced", "client", "host");
	ASSERT_REFUSED("needs two CPUs", "receiver", "paced", "cpus", "1");
}

static void assert_round_trip(struct study *study)
{
	struct study again;
	struct error err = { 0 };
	json_t *first = study_to_json(study);
	json_t *second;

	assert_int_equal(study_from_json(first, &again, &err), 0);
	second = study_to_json(&again);
	assert_true(json_equal(first, second));
	assert_int_equal(study->mechanisms_named, again.mechanisms_named);
	assert_int_equal(study->seed_given, again.seed_given);
	assert_string_equal(study->name, again.name);
	json_decref(first);
	json_decref(second);
	study_free(&again);
}

static void json_round_trips(void **state)
{
	struct study study;

	(void)state;
	study_init(&study);
	assert_round_trip(&study);
	assert_int_equal(study_check(&study, NULL), 0);
	assert_round_trip(&study);
	study_free(&study);
	MAKE(&study, "mechanism", "all", "seed", "9223372036854775807", "window", "1.5s", "label",
	     "a \"b\"; c", "memory", "1G", "quiet", "yes", "client", "host", "store", "/x y/z.db",
	     "modules", "/m", "kernel", "/k/vmlinux", "program", "delay-0ns,map", "budget", "0",
	     "precision", "0.3", "equivalence", "1.000001");
	assert_int_equal(study_check(&study, NULL), 0);
	assert_round_trip(&study);
	study_free(&study);
}

/* What `bpftax resume` has to know of it: what is recorded, how often, and whether beside
 * workloads. */
static void json_round_trips_what_an_anatomy_is(void **state)
{
	static const char *const workloads[] = { "micro", "udp-drain", "micro,udp-drain" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(workloads); i++) {
		struct study study, again;
		json_t *json;

		study_init_anatomy(&study);
		assert_int_equal(option_set(option_find("workload", OPTION_FOR_ANATOMY),
					    workloads[i], &study, NULL),
				 0);
		study.trigger = strdup("test-run");
		assert_round_trip(&study);
		json = study_to_json(&study);
		assert_int_equal(study_from_json(json, &again, NULL), 0);
		assert_true(again.anatomy);
		assert_int_equal(again.micro, study.micro);
		assert_int_equal(again.reloads, 1);
		assert_string_equal(again.trigger, "test-run");
		json_decref(json);
		study_free(&again);
		study_free(&study);
	}
}

/* NULL: nothing that would be a change of it. */
static const char *another_value(const struct option_row *option)
{
	if (!strcmp(option->name, "functions"))
		return "10,vfs_*";
	if (option->kind == OPTION_FLAG)
		return "yes";
	return option->kind == OPTION_UNSIGNED ? "3" : NULL;
}

static void assert_is_kept(const struct option_row *option)
{
	CLEANUP_FREE char *before = NULL, *after = NULL;
	struct study study, again;
	struct error err = { 0 };
	json_t *json;

	study_init_cost(&study);
	assert_int_equal(option_set(option, another_value(option), &study, &err), 0);
	json = study_to_json(&study);
	assert_int_equal(study_from_json(json, &again, &err), 0);
	option_get(option, &study, &before);
	option_get(option, &again, &after);
	if (!before || !after || strcmp(before, after) != 0)
		fail_msg("--%s %s is %s when the run goes on", option->name,
			 before ? before : "(none)", after ? after : "(none)");
	json_decref(json);
	study_free(&again);
	study_free(&study);
}

/* What `bpftax resume` does not know of it measures something else. */
static void json_keeps_each_option_of_cost(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *option = &options_table[i];

		if (!(option->commands & OPTION_FOR_COST) || option->of != OPTION_OF_STUDY ||
		    !another_value(option))
			continue;
		assert_is_kept(option);
		seen++;
	}
	assert_true(seen >= 8);
}

static void json_has_plain_types(void **state)
{
	struct study study;
	json_t *object;

	(void)state;
	MAKE(&study, "seed", "7", "window", "250ms");
	assert_int_equal(study_check(&study, NULL), 0);
	object = study_to_json(&study);
	assert_int_equal(json_integer_value(json_object_get(object, "seed")), 7);
	assert_string_equal(json_string_value(json_object_get(object, "window")), "250ms");
	assert_int_equal(json_array_size(json_object_get(object, "mechanism")), 5);
	assert_true(json_is_false(json_object_get(object, "quiet")));
	assert_null(json_object_get(object, "label"));
	assert_null(json_object_get(object, "modules"));
	json_decref(object);
	study_free(&study);
}

static void json_that_is_no_study(void **state)
{
	static const char *const texts[] = {
		"{}",
		"[]",
		"{\"name\": 1}",
		"{\"name\": \"x\", \"mechanism\": [\"fentri\"]}",
		"{\"name\": \"x\", \"mechanism\": [1]}",
		"{\"name\": \"x\", \"cpus\": -1}",
		"{\"name\": \"x\", \"cpus\": 1.5}",
		"{\"name\": \"x\", \"window\": {}}",
		"{\"name\": \"x\", \"seed\": null}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		json_t *object = json_loads(texts[i], 0, NULL);
		struct study study = { .cpus = 99 };
		struct error err = { 0 };

		assert_non_null(object);
		assert_int_equal(study_from_json(object, &study, &err), -EINVAL);
		assert_int_equal(study.cpus, 99);
		assert_non_null(strstr(err.text, "not a study"));
		json_decref(object);
	}
}

static void unknown_json_keys_are_ignored(void **state)
{
	json_t *object = json_loads("{\"name\": \"x\", \"later\": 1, \"cpus\": 4}", 0, NULL);
	struct study study;

	(void)state;
	assert_int_equal(study_from_json(object, &study, NULL), 0);
	assert_int_equal(study.cpus, 4);
	study_free(&study);
	json_decref(object);
}

static void micro_set(struct study *study, const char *name, const char *text)
{
	assert_int_equal(option_set(option_find(name, OPTION_FOR_MICRO), text, study, NULL), 0);
}

/* One CPU and one program are always there; the guest gets the CPUs that the threads need. */
static void micro_at_scale(void **state)
{
	struct study study;
	char *programs;

	(void)state;
	study_init_micro(&study);
	micro_set(&study, "program", "null,map");
	micro_set(&study, "threads", "1,4");
	micro_set(&study, "programs-on-hook", "2");
	micro_set(&study, "functions", "1,100,vfs_*");
	assert_int_equal(study_check(&study, NULL), 0);
	programs = text_join((const char *const *)study.programs.words, study.programs.count, " ");
	assert_string_equal(programs,
			    "null null@4threads null@2programs null@100functions null@vfs_* "
			    "map map@4threads map@2programs map@100functions map@vfs_*");
	assert_int_equal(study.cpus, 4);
	free(programs);

	/* As when it comes from a record, where they are already. */
	assert_int_equal(study_check(&study, NULL), 0);
	assert_int_equal(study.programs.count, 10);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_has_defaults_of_its_own),
		cmocka_unit_test(the_default_study_is_valid),
		cmocka_unit_test(all_is_expanded_and_remembered),
		cmocka_unit_test(what_no_workload_reaches_is_refused),
		cmocka_unit_test(names_after_all_are_named),
		cmocka_unit_test(restart_runs_iperf3_by_default),
		cmocka_unit_test(windows_within_the_protocols_bounds),
		cmocka_unit_test(combinations),
		cmocka_unit_test(receivers_are_workloads),
		cmocka_unit_test(a_saturated_receiver_is_there_by_default),
		cmocka_unit_test(receivers_that_cannot_be),
		cmocka_unit_test(json_round_trips),
		cmocka_unit_test(json_round_trips_what_an_anatomy_is),
		cmocka_unit_test(json_keeps_each_option_of_cost),
		cmocka_unit_test(json_has_plain_types),
		cmocka_unit_test(json_that_is_no_study),
		cmocka_unit_test(unknown_json_keys_are_ignored),
		cmocka_unit_test(micro_at_scale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
