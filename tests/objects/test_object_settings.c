// SPDX-License-Identifier: GPL-2.0-or-later
/* Objects of ours, opened as the agent does and not loaded: globals and maps that are set. */
#include "agent/object_globals.h"
#include "agent/object_maps.h"

#include <bpf/btf.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char *directory;

static int settings_open(void **state)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/settings.bpf.o", directory);
	*state = bpf_object__open_file(path, NULL);
	return *state ? 0 : -1;
}

static int settings_close(void **state)
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
	not_set(*state, "table", "1", ENOTSUP, "is an array");
	not_set(*state, "nowhere", "1", ENOTSUP, "is a pointer");
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

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(globals_of_each_section_are_set, settings_open,
						settings_close),
		cmocka_unit_test_setup_teardown(what_is_no_global_says_which_there_are,
						settings_open, settings_close),
		cmocka_unit_test_setup_teardown(maps_get_another_size, settings_open,
						settings_close),
		cmocka_unit_test_setup_teardown(
		    what_memory_does_not_hold_is_said_before_the_kernel_tries, settings_open,
		    settings_close),
		cmocka_unit_test_setup_teardown(nor_does_it_hold_what_is_beyond_all_numbers,
						settings_open, settings_close),
	};

	if (argc != 2)
		return 2;
	directory = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
