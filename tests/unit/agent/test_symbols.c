// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names as 6.1.0-56-cloud-amd64 and 6.12.117+deb12-cloud-amd64 listed them, and the text of this
 * program as an ELF file has it.
 */
#include "agent/kernel_text.h"
#include "agent/symbol_text.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const char kallsyms[] = "ffffffff818892b0 T udp_recvmsg\n"
			       "ffffffff818c5420 t sk_udp_recvmsg\n"
			       "ffffffff8185d930 T tcp_recvmsg\n"
			       "ffffffff81a01de7 t tcp_recvmsg_locked.cold\n"
			       "ffffffff823f00e0 r __ksymtab_tcp_recvmsg\n"
			       "ffffffffc023a024 r _note_10\t[virtio_console]\n"
			       "ffffffffc0236020 t show_port_name\t[virtio_console]\n";

/* As many as a large kernel with its modules has, and a name as long as KSYM_NAME_LEN lets it be.
 */
#define MANY 300000
#define LONG_NAME 511

/* Of 6.12, where what is aligned before a function has a name too. */
static const char kallsyms_newer[] = "ffffffff81b290e0 T __pfx_udp_recvmsg\n"
				     "ffffffff81b290f0 T udp_recvmsg\n"
				     "ffffffff81b29670 T __pfx___udp4_lib_lookup\n";

static const char functions[] = "bpf_lsm_socket_recvmsg\n"
				"security_socket_recvmsg\n"
				"sock_recvmsg\n"
				"tcp_recvmsg_locked\n"
				"tcp_recvmsg\n"
				"udp_recvmsg\n"
				"inet_recvmsg\n"
				"udp_bpf_recvmsg\n"
				"inet6_recvmsg\n"
				"udpv6_recvmsg\n"
				"acpi_ut_create_caches\n"
				"acpi_ut_create_caches\n"
				"acpi_ut_delete_caches.cold\n"
				"acpi_ut_valid_nameseg\n"
				"virtqueue_notify [virtio_ring]\n";

static FILE *list_of(const char *text)
{
	return fmemopen((char *)text, strlen(text), "r");
}

static uint64_t address_of(const char *function)
{
	CLEANUP_FILE FILE *list = list_of(kallsyms);

	return kallsyms_address(list, function);
}

static void several_addresses_in_one_pass(void **state)
{
	static const char *const names[] = { "show_port_name", "tcp_recvmsg", "recvmsg",
					     "udp_recvmsg" };
	CLEANUP_FILE FILE *list = list_of(kallsyms);
	uint64_t addresses[4] = { 1, 1, 1, 1 };

	(void)state;
	kallsyms_addresses(list, names, 4, addresses);
	assert_true(addresses[0] == 0xffffffffc0236020 && addresses[1] == 0xffffffff8185d930);
	assert_true(addresses[2] == 0 && addresses[3] == 0xffffffff818892b0);
	kallsyms_addresses(NULL, names, 4, addresses);
	assert_true(addresses[0] == 0 && addresses[3] == 0);
}

static void addresses_of_text_symbols_alone(void **state)
{
	(void)state;
	assert_true(address_of("udp_recvmsg") == 0xffffffff818892b0);
	assert_true(address_of("show_port_name") == 0xffffffffc0236020);
	assert_true(address_of("tcp_recvmsg_locked.cold") == 0xffffffff81a01de7);
	assert_true(address_of("_note_10") == 0);
	assert_true(address_of("__ksymtab_tcp_recvmsg") == 0);
	assert_true(address_of("recvmsg") == 0);
	assert_true(address_of("tcp_recvmsg_locked") == 0);
	assert_true(kallsyms_address(NULL, "udp_recvmsg") == 0);
}

static void an_address_is_not_that_of_the_padding(void **state)
{
	CLEANUP_FILE FILE *list = list_of(kallsyms_newer);

	(void)state;
	assert_true(kallsyms_address(list, "udp_recvmsg") == 0xffffffff81b290f0);
}

/* Without the right to see them all addresses are 0. */
static void hidden_addresses_are_unknown(void **state)
{
	CLEANUP_FILE FILE *list = list_of("0000000000000000 T udp_recvmsg\n");

	(void)state;
	assert_true(kallsyms_address(list, "udp_recvmsg") == 0);
}

static bool has(const char *name)
{
	CLEANUP_FILE FILE *list = list_of(functions);

	return name_list_has(list, name);
}

static void names_are_whole_words(void **state)
{
	(void)state;
	assert_true(has("udp_recvmsg"));
	assert_true(has("virtqueue_notify"));
	assert_false(has("udp_recv"));
	assert_false(has("udp_recvmsgs"));
	assert_false(has("[virtio_ring]"));
	assert_false(name_list_has(NULL, "udp_recvmsg"));
}

static void words_are(json_t *list, const char *const *words, size_t count)
{
	assert_int_equal(json_array_size(list), count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(json_string_value(json_array_get(list, i)), words[i]);
	json_decref(list);
}

static void what_was_probably_meant(void **state)
{
	static const char *const nearest[] = { "udp_recvmsg", "tcp_recvmsg", "udpv6_recvmsg" };
	CLEANUP_FILE FILE *list = list_of(functions);

	(void)state;
	words_are(name_list_similar(list, "udp_recvmsh", 3), nearest, 3);
	words_are(name_list_similar(NULL, "udp_recvmsh", 3), NULL, 0);
}

static void the_same_for_other_families(void **state)
{
	static const char *const siblings[] = { "udp_bpf_recvmsg", "udpv6_recvmsg" };
	CLEANUP_FILE FILE *list = list_of(functions), *again = list_of(functions);

	(void)state;
	words_are(name_list_siblings(list, "udp_recvmsg", 8), siblings, 2);
	words_are(name_list_siblings(again, "udp_recvmsg", 1), siblings, 1);
}

static void by_prefix_each_once_and_no_parts(void **state)
{
	static const char *const prefixes[] = { "acpi_", "virtqueue_", NULL };
	CLEANUP_FILE FILE *list = list_of(functions);
	char *names[8];
	size_t count;

	(void)state;
	count = name_list_by_prefix(list, prefixes, names, ARRAY_SIZE(names));
	assert_int_equal(count, 2);
	assert_string_equal(names[0], "acpi_ut_create_caches");
	assert_string_equal(names[1], "acpi_ut_valid_nameseg");
	for (size_t i = 0; i < count; i++)
		free(names[i]);
}

static void by_a_pattern_each_once_and_no_parts(void **state)
{
	CLEANUP_FILE FILE *list = list_of(functions);
	char *names[8];
	size_t count;

	(void)state;
	count = name_list_matching(list, "acpi_ut_*e?", names, ARRAY_SIZE(names));
	assert_int_equal(count, 2);
	assert_string_equal(names[0], "acpi_ut_create_caches");
	assert_string_equal(names[1], "acpi_ut_valid_nameseg");
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	rewind(list);
	assert_int_equal(name_list_matching(list, "acpi_ut_", names, ARRAY_SIZE(names)), 0);
}

/* However long a name is, it is not cut into another one. */
static void a_long_line_is_one_name(void **state)
{
	char text[2000];
	CLEANUP_FILE FILE *list = NULL;

	(void)state;
	memset(text, 'x', 1500);
	strcpy(text + 1500, "\nudp_recvmsg\n");
	list = list_of(text);
	assert_false(name_list_has(list, "x"));
	rewind(list);
	assert_true(name_list_has(list, "udp_recvmsg"));
}

/* Where the loader has put this program. */
static int base_take(struct dl_phdr_info *info, size_t size, void *ret_base)
{
	(void)size;
	*(uintptr_t *)ret_base = info->dlpi_addr;
	return 1;
}

static void text_by_the_segments_of_a_core(void **state)
{
	CLEANUP_CLOSE int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	uintptr_t base = 0, address = (uintptr_t)base_take;
	uint8_t bytes[8];

	(void)state;
	dl_iterate_phdr(base_take, &base);
	assert_int_equal(core_read(self, address - base, bytes, sizeof(bytes)), 0);
	assert_memory_equal(bytes, (const void *)address, sizeof(bytes));
	assert_int_equal(core_read(self, UINT64_MAX - 16, bytes, sizeof(bytes)), -ENOENT);
	assert_int_equal(core_read(-1, address, bytes, sizeof(bytes)), -EIO);
}

static FILE *large_list(char name[LONG_NAME + 1])
{
	FILE *list = tmpfile();

	memset(name, 'n', LONG_NAME);
	name[LONG_NAME] = '\0';
	for (int i = 0; list && i < MANY; i++)
		fprintf(list, "%016lx t function_number_%d\t[module]\n",
			0xffffffff81000000ul + (unsigned int)i, i);
	fprintf(list, "ffffffffc0000001 T %s\n", name);
	rewind(list);
	return list;
}

static void a_large_kernel(void **state)
{
	char name[LONG_NAME + 1];
	CLEANUP_FILE FILE *list = large_list(name);
	const char *wanted[] = { "function_number_0", "function_number_299999", name,
				 "function_number_300000" };
	uint64_t found[ARRAY_SIZE(wanted)];

	(void)state;
	kallsyms_addresses(list, wanted, ARRAY_SIZE(wanted), found);
	assert_int_equal(found[0], 0xffffffff81000000);
	assert_int_equal(found[1], 0xffffffff81000000 + MANY - 1);
	assert_int_equal(found[2], 0xffffffffc0000001);
	assert_int_equal(found[3], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_text_symbols_alone),
		cmocka_unit_test(several_addresses_in_one_pass),
		cmocka_unit_test(an_address_is_not_that_of_the_padding),
		cmocka_unit_test(hidden_addresses_are_unknown),
		cmocka_unit_test(names_are_whole_words),
		cmocka_unit_test(what_was_probably_meant),
		cmocka_unit_test(the_same_for_other_families),
		cmocka_unit_test(by_prefix_each_once_and_no_parts),
		cmocka_unit_test(by_a_pattern_each_once_and_no_parts),
		cmocka_unit_test(a_long_line_is_one_name),
		cmocka_unit_test(a_large_kernel),
		cmocka_unit_test(text_by_the_segments_of_a_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
