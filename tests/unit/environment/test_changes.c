// SPDX-License-Identifier: GPL-2.0-or-later
/* What changed while a run lasted, and others' load. */
#include "tree.h"
#include "common/cleanup.h"
#include "environment/changes.h"
#include "environment/load.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* An empty sentence: no change. */
static const struct {
	const char *before, *after, *sentence;
} cases[] = {
	{ "{\"governor\": \"performance\"}", "{\"governor\": \"powersave\"}",
	  "the frequency governor changed from performance to powersave during the run" },
	{ "{\"governor\": \"performance\"}", "{\"governor\": \"performance\"}", "" },
	{ "{\"governor\": \"performance\"}", "{}", "" },
	{ "{}", "{\"governor\": \"performance\"}", "" },
	{ "{\"other_load_cpus\": 0.1}", "{\"other_load_cpus\": 1.9}",
	  "other load rose from 0.1 to 1.9 CPUs during the run" },
	{ "{\"other_load_cpus\": 1.9}", "{\"other_load_cpus\": 0}",
	  "other load fell from 1.9 to 0 CPUs during the run" },
	{ "{\"other_load_cpus\": 0.1}", "{\"other_load_cpus\": 0.2}", "" },
	{ "{\"cpus_allowed\": 4}", "{\"cpus_allowed\": 2}",
	  "the number of CPUs that may be used fell from 4 to 2 during the run" },
	{ "{\"turbo\": false}", "{\"turbo\": true}",
	  "turbo changed from off to on during the run" },
	{ "{\"bpf_jit_harden\": 0}", "{\"bpf_jit_harden\": 2}",
	  "net.core.bpf_jit_harden rose from 0 to 2 during the run" },
	{ "{\"bpf_statistics\": false}", "{\"bpf_statistics\": true}",
	  "the kernel's BPF statistics changed from off to on during the run" },
	{ "{\"bpf_programs\": [\"7 kprobe f\"]}", "{\"bpf_programs\": [\"9 kprobe g\"]}",
	  "tracing programs of others: 9 kprobe g came during the run; "
	  "tracing programs of others: 7 kprobe f went during the run" },
	{ "{\"hook_users\": [\"a\"]}", "{\"hook_users\": [\"a\"]}", "" },
	/* Measured anew each time: no change of the machine. */
	{ "{\"clock_read_ns\": 40}", "{\"clock_read_ns\": 80}", "" },
};

static void expect(const json_t *sentences, const char *wanted)
{
	char all[512] = "";

	for (size_t i = 0; i < json_array_size(sentences); i++) {
		if (i)
			strcat(all, "; ");
		strcat(all, json_string_value(json_array_get(sentences, i)));
	}
	assert_string_equal(all, wanted);
}

static void sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		json_t *before = json_loads(cases[i].before, 0, NULL);
		json_t *after = json_loads(cases[i].after, 0, NULL);
		json_t *described = changes_describe(before, after);

		expect(described, cases[i].sentence);
		json_decref(described);
		json_decref(before);
		json_decref(after);
	}
}

static struct load_reading reading_of(const char *stat)
{
	const struct tree_file file = { "/proc/stat", stat };
	struct load_reading reading;
	char root[TREE_ROOT_SIZE];

	tree_make(root, &file, 1);
	assert_int_equal(load_read(root, &reading), 0);
	tree_remove(root);
	return reading;
}

static void load_of_others(void **state)
{
	double tick_s = 1 / (double)sysconf(_SC_CLK_TCK);
	/* user 300, system 100 and irq 50 more, of which 1 s was ours; steal 20. */
	struct load_reading before = reading_of("cpu  100 0 200 900 9 0 0 0 0 0\ncpu0 1 2\n");
	struct load_reading after = reading_of("cpu  400 0 300 999 9 50 0 20 0 0\n");
	json_t *facts = json_object();

	(void)state;
	after.at_s = before.at_s + 2;
	after.own_s = before.own_s + 1;
	load_put(&before, &after, facts);
	assert_true(json_number_value(json_object_get(facts, "other_load_cpus")) ==
		    (450 * tick_s - 1) / 2);
	assert_true(json_number_value(json_object_get(facts, "steal_cpus")) == 20 * tick_s / 2);
	json_decref(facts);
}

static void load_unknown(void **state)
{
	const struct tree_file file = { "/proc/stat", "cpu0 1 2 3\n" };
	struct load_reading reading;
	char root[TREE_ROOT_SIZE];

	(void)state;
	tree_make(root, &file, 1);
	assert_int_equal(load_read(root, &reading), -ENOENT);
	tree_remove(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(load_of_others),
		cmocka_unit_test(load_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
