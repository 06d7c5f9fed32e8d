// SPDX-License-Identifier: GPL-2.0-or-later
/* Objects of ours, opened as the agent does and not loaded: what of them is set. */
#include "agent/object_globals.h"
#include "agent/object_kconfig.h"
#include "agent/object_maps.h"
#include "agent/object_target.h"

#include <bpf/btf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *directory;

static int object_open(const char *name, void **state)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s.bpf.o", directory, name);
	*state = bpf_object__open_file(path, NULL);
	return *state ? 0 : -1;
}

static int settings_open(void **state)
{
	return object_open("settings", state);
}

static int user_open(void **state)
{
	return object_open("user", state);
}

static int targets_open(void **state)
{
	return object_open("targets", state);
}

static int object_close(void **state)
{
	bpf_object__close(*state);
	return 0;
}

/* The bytes of a global as libbpf would put them into its map. */
static const void *bytes_of(const struct bpf_object *object, const char *section, const char *name)
{
	const struct btf *btf = bpf_object__btf(object);
	const struct btf_type *type =
	    btf__type_by_id(btf, (__u32)btf__find_by_name_kind(btf, section, BTF_KIND_DATASEC));
	const struct btf_var_secinfo *variable = btf_var_secinfos(type);

	for (int i = 0; i < btf_vlen(type); i++, variable++) {
		const struct btf_type *of = btf__type_by_id(btf, variable->type);

		if (!strcmp(btf__name_by_offset(btf, of->name_off), name))
			return (const char *)bpf_map__initial_value(
				   bpf_object__find_map_by_name(object, section), &(size_t){ 0 }) +
			       variable->offset;
	}
	fail_msg("no %s in %s", name, section);
	return NULL;
}

static void set(struct bpf_object *object, const char *name, const char *value)
{
	struct error err = {};

	if (object_global_set(object, name, value, &err) < 0)
		fail_msg("%s", err.text);
}

static void globals_of_each_section_are_set(void **state)
{
	struct bpf_object *object = *state;
	const unsigned short *limits;

	set(object, "rounds", "4000000000");
	set(object, "steps", "3");
	set(object, "sum", "5");
	set(object, "hidden", "0xfedcba9876543210");
	set(object, "limits.ports.high", "443");
	set(object, "command", "sshd");
	assert_true(*(const uint32_t *)bytes_of(object, ".rodata", "rounds") == 4000000000);
	assert_int_equal(*(const uint64_t *)bytes_of(object, ".data", "steps"), 3);
	assert_int_equal(*(const uint64_t *)bytes_of(object, ".bss", "sum"), 5);
	assert_true(*(const uint64_t *)bytes_of(object, ".rodata", "hidden") == 0xfedcba9876543210);
	assert_string_equal(bytes_of(object, ".rodata", "command"), "sshd");
	limits = bytes_of(object, ".rodata", "limits");
	assert_int_equal(limits[0], 1);
	assert_int_equal(limits[2], 2);
	assert_int_equal(limits[3], 443);
}

/* Each lies where C puts it, and its neighbours stay. */
static void elements_of_arrays_are_set(void **state)
{
	struct bpf_object *object = *state;
	const uint32_t *table, (*grid)[3];
	const uint16_t *ranges;

	set(object, "table[0]", "7");
	set(object, "table[3]", "0xffffffff");
	set(object, "grid[1][2]", "5");
	set(object, "ranges[1].high", "443");
	set(object, "command[1]", "'x'");
	table = bytes_of(object, ".rodata", "table");
	assert_true(table[0] == 7 && !table[1] && !table[2] && table[3] == UINT32_MAX);
	grid = bytes_of(object, ".rodata", "grid");
	assert_true(grid[1][2] == 5 && !grid[0][2] && !grid[1][1]);
	ranges = bytes_of(object, ".rodata", "ranges");
	assert_true(ranges[0] == 1 && ranges[1] == 2 && ranges[2] == 3 && ranges[3] == 443);
	assert_string_equal(bytes_of(object, ".rodata", "command"), "nxne");
}

static void not_set(struct bpf_object *object, const char *name, const char *value, int code,
		    const char *sentence)
{
	struct error err = {};

	assert_int_equal(object_global_set(object, name, value, &err), -code);
	assert_int_equal(err.kind, ERROR_USAGE);
	if (!strstr(err.text, sentence))
		fail_msg("%s=%s: %s", name, value, err.text);
}

static void what_is_no_global_says_which_there_are(void **state)
{
	not_set(*state, "round", "1", ENOENT, "no global variable 'round'; it has ");
	not_set(*state, "round", "1", ENOENT, "rounds");
	not_set(*state, "", "1", ENOENT, "no global variable ''");
	not_set(*state, "slots", "1", ENOENT, "no global variable 'slots'");
	not_set(*state, "LICENSE", "1", ENOENT, "no global variable 'LICENSE'");
	not_set(*state, "rounds", "-1", ERANGE, "'rounds': is unsigned, of 4 bytes");
	not_set(*state, "rounds.low", "1", EINVAL, "has no member 'low'");
	not_set(*state, "limits", "1", ENOTSUP, "NAME.MEMBER=VALUE");
	not_set(*state, "limits.", "1", EINVAL, "has no member ''");
	not_set(*state, "limits.ports.middle", "1", EINVAL, "has no member 'middle'");
	not_set(*state, "limits.narrow", "1", EINVAL, "of whole bytes");
	not_set(*state, "table", "1", ENOTSUP, "is an array, whose elements are set one by one");
	not_set(*state, "table[4]", "1", ERANGE, "'table[4]': has 4 elements, counted from [0]");
	not_set(*state, "table[4294967296]", "1", ERANGE, "there is no [4294967296]");
	not_set(*state, "table[99999999999999999999]", "1", EINVAL, "is told by its number");
	not_set(*state, "table[0]", "-1", ERANGE, "'table[0]': is unsigned, of 4 bytes");
	not_set(*state, "table[]", "1", EINVAL, "is told by its number");
	not_set(*state, "table[-1]", "1", EINVAL, "is told by its number");
	not_set(*state, "table[1", "1", EINVAL, "is told by its number");
	not_set(*state, "table[1]x", "1", EINVAL, "may follow, not 'x'");
	not_set(*state, "table[1][2]", "1", EINVAL, "is no array: it has no [2]");
	not_set(*state, "grid[1]", "1", ENOTSUP, "is an array");
	not_set(*state, "grid[1][3]", "1", ERANGE, "has 3 elements");
	not_set(*state, "ranges[0]", "1", ENOTSUP, "NAME.MEMBER=VALUE");
	not_set(*state, "ranges[0].middle", "1", EINVAL, "has no member 'middle'");
	not_set(*state, "ranges.low", "1", EINVAL, "has no member 'low'");
	not_set(*state, "rounds[0]", "1", EINVAL, "is no array: it has no [0]");
	not_set(*state, "rounds]", "1", ENOENT, "no global variable 'rounds]'");
	not_set(*state, "[0]", "1", ENOENT, "no global variable '[0]'");
	not_set(*state, "nowhere", "1", ENOTSUP, "is a pointer");
}

/* As a .config has them; libbpf is told at the next opening. */
static void options_of_the_kernel_are_checked(void **state)
{
	struct bpf_object *object = *state;

	set(object, "CONFIG_HZ", "1000");
	set(object, "CONFIG_BPF_SYSCALL", "n");
	set(object, "CONFIG_DEFAULT_HOSTNAME", "\"fifteen letters\"");
	set(object, "CONFIG_BPFTAX_NOWHERE", "m");
	not_set(object, "CONFIG_HZ", "y", EINVAL, "'CONFIG_HZ': takes a whole number");
	not_set(object, "CONFIG_HZ", "4294967296", ERANGE, "is signed, of 4 bytes");
	not_set(object, "CONFIG_BPF_SYSCALL", "m", EINVAL, "takes y or n, not 'm'");
	not_set(object, "CONFIG_BPFTAX_NOWHERE", "1", EINVAL, "takes y, m or n, not '1'");
	not_set(object, "CONFIG_DEFAULT_HOSTNAME", "hi", EINVAL, "a text in quotes");
	not_set(object, "CONFIG_DEFAULT_HOSTNAME", "\"", EINVAL, "a text in quotes");
	not_set(object, "CONFIG_DEFAULT_HOSTNAME", "\"a\"b\"", EINVAL, "a text in quotes");
	not_set(object, "CONFIG_DEFAULT_HOSTNAME", "\"of sixteen bytes\"", ERANGE, "has 16 bytes");
	not_set(object, "CONFIG_NO_HZ", "y", ENOENT, "no global variable 'CONFIG_NO_HZ'");
	not_set(object, "LINUX_KERNEL_VERSION", "1", EINVAL, "libbpf asks the kernel itself");
}

/* The last of what is set twice comes first, for libbpf keeps the first. */
static void options_become_lines(void **state)
{
	struct object_image image = { .settings = NULL };
	char *lines;

	(void)state;
	assert_null(object_kconfig_lines(&image));
	image.settings = json_pack("[[s, s, s], [s, s, s], [s, s, s], [s, s, s]]", "global",
				   "CONFIG_HZ", "100", "global", "rounds", "3", "global",
				   "CONFIG_X", "\"hi\"", "global", "CONFIG_HZ", "250");
	lines = object_kconfig_lines(&image);
	assert_string_equal(lines, "CONFIG_HZ=250\nCONFIG_X=\"hi\"\nCONFIG_HZ=100\n");
	free(lines);
	json_array_clear(image.settings);
	assert_null(object_kconfig_lines(&image));
	json_decref(image.settings);
}

static void maps_get_another_size(void **state)
{
	struct bpf_object *object = *state;
	struct bpf_map *map = bpf_object__find_map_by_name(object, "slots");
	struct error err = {};

	assert_int_equal(object_map_resize(object, "slots", "4096", &err), 0);
	assert_int_equal(bpf_map__max_entries(map), 4096);
	assert_int_equal(object_map_resize(object, "slot", "1", &err), -ENOENT);
	assert_string_equal(err.text, "it has no map 'slot'; it has places, places_meant, slots");
	assert_int_equal(object_map_resize(object, ".rodata", "2", &err), -ENOENT);
	assert_int_equal(object_map_resize(object, "slots", "0", &err), -EINVAL);
	assert_int_equal(object_map_resize(object, "slots", "4294967296", &err), -EINVAL);
	assert_int_equal(object_map_resize(object, "slots", "many", &err), -EINVAL);
	assert_int_equal(bpf_map__max_entries(map), 4096);
}

/* 48 + 8 + 8 bytes an element, 16 a bucket. */
static void what_memory_does_not_hold_is_said_before_the_kernel_tries(void **state)
{
	struct bpf_object *object = *state;
	struct bpf_map *map = bpf_object__find_map_by_name(object, "slots");
	struct error err = {};

	assert_int_equal(object_map_resize(object, "slots", "1000", &err), 0);
	assert_int_equal(object_map_bytes(map, 2), 80000);
	assert_int_equal(object_maps_check_memory(object, 100000, &err), 0);
	assert_int_equal(object_maps_check_memory(object, 79999, &err), -ENOMEM);
	assert_int_equal(object_map_resize(object, "slots", "134217728", &err), 0);
	assert_int_equal(object_maps_check_memory(object, (uint64_t)400 << 20, &err), -ENOMEM);
	assert_non_null(strstr(err.text, "'slots' with 134217728 entries has 10240, and 400 are"));
	bpf_map__set_map_flags(map, BPF_F_NO_PREALLOC);
	assert_int_equal(object_map_bytes(map, 2), (uint64_t)16 << 27);
}

/* A product that 64 bits do not hold is not a small one. */
static void nor_does_it_hold_what_is_beyond_all_numbers(void **state)
{
	struct bpf_object *object = *state;
	struct bpf_map *map = bpf_object__find_map_by_name(object, "slots");
	struct error err = {};

	assert_int_equal(bpf_map__set_type(map, BPF_MAP_TYPE_PERCPU_HASH), 0);
	assert_int_equal(bpf_map__set_max_entries(map, UINT32_MAX), 0);
	assert_int_equal(bpf_map__set_value_size(map, UINT32_MAX), 0);
	assert_true(object_map_bytes(map, 4096) >= UINT64_MAX / 2);
	assert_int_equal(object_maps_check_memory(object, (uint64_t)400 << 20, &err), -ENOMEM);
}

static void section_is(struct bpf_object *object, const char *program, const char *target,
		       const char *section)
{
	struct object_image image = { .settings =
					  json_pack("[[s, s, s]]", "hook", program, target) };
	char read[OBJECT_SECTION_SIZE];
	struct error err = {};

	if (object_target_check(object, program, target, &err) < 0)
		fail_msg("%s", err.text);
	object_target_section(bpf_object__find_program_by_name(object, program), &image, read);
	assert_string_equal(read, section);
	json_decref(image.settings);
}

static void a_hook_replaces_what_the_section_names(void **state)
{
	struct object_image untouched = {};
	char read[OBJECT_SECTION_SIZE];

	section_is(*state, "enters", "vfs_read", "fentry/vfs_read");
	section_is(*state, "returns", "vfs_read", "kretprobe/vfs_read");
	section_is(*state, "traces", "sched/sched_switch", "tp/sched/sched_switch");
	section_is(*state, "typed", "sched_switch", "tp_btf/sched_switch");
	object_target_section(bpf_object__find_program_by_name(*state, "enters"), &untouched, read);
	assert_string_equal(read, "fentry/bpftax_dummy");
}

static void not_hung(struct bpf_object *object, const char *program, const char *target, int code,
		     const char *sentence)
{
	struct error err = {};

	assert_int_equal(object_target_check(object, program, target, &err), -code);
	assert_int_equal(err.kind, ERROR_USAGE);
	if (!strstr(err.text, sentence))
		fail_msg("%s=%s: %s", program, target, err.text);
}

static void what_takes_no_such_hook_says_so(void **state)
{
	not_hung(*state, "enter", "vfs_read", ENOENT, "no program 'enter'; it has enters, leaves");
	not_hung(*state, "enters", "", EINVAL, "names nothing to hang on");
	not_hung(*state, "probes", "vfs_read+4", EINVAL, "a pattern or an offset");
	not_hung(*state, "traces", "sched_switch", EINVAL, "names no tracepoint");
	not_hung(*state, "drops", "lo", EINVAL, "of a kind that is not attached here");
}

static void what_hangs_on_our_own_takes_no_other_hook(void **state)
{
	not_hung(*state, "nothing", "main", EINVAL, "bpftax's own user:text");
	not_hung(*state, "mark_0", "libc:setjmp", EINVAL, "bpftax's own user:usdt-text");
}

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(globals_of_each_section_are_set, settings_open,
						object_close),
		cmocka_unit_test_setup_teardown(elements_of_arrays_are_set, settings_open,
						object_close),
		cmocka_unit_test_setup_teardown(what_is_no_global_says_which_there_are,
						settings_open, object_close),
		cmocka_unit_test_setup_teardown(options_of_the_kernel_are_checked, settings_open,
						object_close),
		cmocka_unit_test(options_become_lines),
		cmocka_unit_test_setup_teardown(maps_get_another_size, settings_open, object_close),
		cmocka_unit_test_setup_teardown(
		    what_memory_does_not_hold_is_said_before_the_kernel_tries, settings_open,
		    object_close),
		cmocka_unit_test_setup_teardown(nor_does_it_hold_what_is_beyond_all_numbers,
						settings_open, object_close),
		cmocka_unit_test_setup_teardown(a_hook_replaces_what_the_section_names,
						targets_open, object_close),
		cmocka_unit_test_setup_teardown(what_takes_no_such_hook_says_so, targets_open,
						object_close),
		cmocka_unit_test_setup_teardown(what_hangs_on_our_own_takes_no_other_hook,
						user_open, object_close),
	};

	if (argc != 2)
		return 2;
	directory = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
