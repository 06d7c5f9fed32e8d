// SPDX-License-Identifier: GPL-2.0-or-later
/* Lists of CPUs, and who comes first. */
#include "tree.h"
#include "common/cleanup.h"
#include "environment/cpu_list.h"
#include "environment/topology.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define SIBLINGS(cpu) "/sys/devices/system/cpu/cpu" cpu "/topology/thread_siblings_list"

static void lists(void **state)
{
	cpu_set_t cpus;

	(void)state;
	assert_int_equal(cpu_list_parse("0-2,8\n", &cpus), 0);
	assert_int_equal(CPU_COUNT(&cpus), 4);
	assert_int_equal(cpu_list_nth(&cpus, 0), 0);
	assert_int_equal(cpu_list_nth(&cpus, 3), 8);
	assert_int_equal(cpu_list_nth(&cpus, 4), -1);
	assert_int_equal(cpu_list_parse("5", &cpus), 0);
	assert_int_equal(CPU_COUNT(&cpus), 1);
}

static void no_lists(void **state)
{
	static const char *const wrong[] = { "",    "a",   "1,",   "1-",   "-1",
					     "1;2", "1 2", "1\n2", "4096", "0-999999999" };
	cpu_set_t cpus;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(cpu_list_parse(wrong[i], &cpus), -EINVAL);
}

static int read_from(const struct tree_file *files, size_t count, struct topology *ret_topology)
{
	char root[TREE_ROOT_SIZE];
	int code;

	tree_make(root, files, count);
	code = topology_read(root, ret_topology);
	tree_remove(root);
	return code;
}

static void one_of_each_core_first(void **state)
{
	static const struct tree_file files[] = {
		{ "/proc/self/status", "Name:\tx\nCpus_allowed:\tf\nCpus_allowed_list:\t0-3\n" },
		{ SIBLINGS("0"), "0-1\n" },
		{ SIBLINGS("1"), "0-1\n" },
		{ SIBLINGS("2"), "2-3\n" },
		{ SIBLINGS("3"), "2-3\n" },
	};
	static const unsigned int wanted[] = { 0, 2, 1, 3 };
	struct topology topology;

	(void)state;
	assert_int_equal(read_from(files, ARRAY_SIZE(files), &topology), 0);
	assert_int_equal(topology.count, 4);
	assert_int_equal(topology.cores, 2);
	assert_memory_equal(topology.cpus, wanted, sizeof(wanted));
}

/* CPU 0 may not be used: its sibling then stands for their core. */
static void only_what_is_allowed(void **state)
{
	static const struct tree_file files[] = {
		{ "/proc/self/status", "Cpus_allowed_list:\t1,3\n" },
		{ SIBLINGS("1"), "0-1\n" },
	};
	static const unsigned int wanted[] = { 1, 3 };
	struct topology topology;

	(void)state;
	assert_int_equal(read_from(files, ARRAY_SIZE(files), &topology), 0);
	assert_int_equal(topology.count, 2);
	assert_int_equal(topology.cores, 2);
	assert_memory_equal(topology.cpus, wanted, sizeof(wanted));
}

#define MANY 256

/* Two on a core, n and n + 128, as large machines number them. */
static void a_large_machine(void **state)
{
	static struct tree_file files[MANY + 1];
	static char paths[MANY][80], lists[MANY][16];
	struct topology topology;

	(void)state;
	files[0] = (struct tree_file){ "/proc/self/status", "Cpus_allowed_list:\t0-255\n" };
	for (int cpu = 0; cpu < MANY; cpu++) {
		snprintf(paths[cpu], sizeof(paths[cpu]),
			 "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", cpu);
		snprintf(lists[cpu], sizeof(lists[cpu]), "%d,%d\n", cpu % 128, cpu % 128 + 128);
		files[cpu + 1] = (struct tree_file){ paths[cpu], lists[cpu] };
	}
	assert_int_equal(read_from(files, MANY + 1, &topology), 0);
	assert_int_equal(topology.count, MANY);
	assert_int_equal(topology.cores, MANY / 2);
	for (unsigned int i = 0; i < MANY; i++)
		assert_int_equal(topology.cpus[i], i);
}

static void nothing_known(void **state)
{
	static const struct tree_file files[] = { { "/proc/self/status", "Name:\tx\n" } };
	struct topology topology;

	(void)state;
	assert_int_equal(read_from(files, 1, &topology), -ENOENT);
	assert_int_equal(read_from(files, 0, &topology), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists),
		cmocka_unit_test(no_lists),
		cmocka_unit_test(one_of_each_core_first),
		cmocka_unit_test(only_what_is_allowed),
		cmocka_unit_test(a_large_machine),
		cmocka_unit_test(nothing_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
