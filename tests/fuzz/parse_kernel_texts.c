// SPDX-License-Identifier: GPL-2.0-or-later
/* What a kernel's files say; the kernel under test may be anybody's. */
#include "parsers.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "agent/perf_format.h"
#include "agent/proc_text.h"
#include "agent/symbol_text.h"
#include "agent/trace_text.h"
#include "agent/trigger/usdt_note.h"
#include "common/cleanup.h"
#include "target/kernel_config.h"

static const char wanted[] = "udp_recvmsg";

/* fmemopen() takes no empty buffer. */
static FILE *list_open(char *text, size_t length)
{
	return length ? fmemopen(text, length, "r") : NULL;
}

static void names_check(char *text, size_t length, json_t *(*find)(FILE *, const char *, size_t))
{
	CLEANUP_FILE FILE *list = list_open(text, length);
	json_t *names = find(list, wanted, 5);

	fuzz_require(json_array_size(names) <= 5, "more names than were asked for");
	json_decref(names);
}

static void prefixes_check(char *text, size_t length)
{
	static const char *const prefixes[] = { "bpf_", "__sys_", NULL };
	CLEANUP_FILE FILE *list = list_open(text, length);
	char *names[8] = { 0 };
	size_t count = name_list_by_prefix(list, prefixes, names, ARRAY_SIZE(names));

	fuzz_require(count <= ARRAY_SIZE(names), "more names than were asked for");
	for (size_t i = 0; i < count; i++)
		free(names[i]);
}

void fuzz_symbols(const uint8_t *bytes, size_t length)
{
	static const char *const functions[] = { wanted, "tcp_recvmsg", "bpf_fentry_test1" };
	CLEANUP_FREE char *text = fuzz_text(bytes, length);
	uint64_t addresses[ARRAY_SIZE(functions)];
	CLEANUP_FILE FILE *one = list_open(text, length), *many = list_open(text, length),
			  *has = list_open(text, length);

	kallsyms_addresses(many, functions, ARRAY_SIZE(functions), addresses);
	fuzz_require(kallsyms_address(one, wanted) == addresses[0], "two addresses of one name");
	name_list_has(has, wanted);
	names_check(text, length, name_list_similar);
	names_check(text, length, name_list_siblings);
	prefixes_check(text, length);
}

static void kprobes_check(const char *text, char type)
{
	CLEANUP_FREE char *line = trace_kprobe_line(text, wanted, 9, type);
	CLEANUP_FREE char *any = trace_kprobe_line(text, wanted, KPROBE_ANY_OFFSET, type);

	if (!line)
		return;
	fuzz_require(any && strstr(text, line), "a line that is not in the list");
	trace_kprobe_is(line, KPROBE_OPTIMIZED);
}

static void enabled_check(const char *text)
{
	CLEANUP_FREE char *line = trace_enabled_line(text, wanted);
	CLEANUP_FREE char *trampoline = line ? trace_enabled_trampoline(line) : NULL;

	if (trampoline)
		fuzz_require(strstr(line, trampoline) != NULL, "a trampoline of nowhere");
	if (line)
		trace_enabled_is_direct(line);
}

/* The first line ends what was there before. */
static void added_check(char *text)
{
	CLEANUP_FREE char *before = strndup(text, strcspn(text, "\n"));
	json_t *added = json_array();

	trace_lines_added(before, text, added);
	trace_lines_added(text, text, added);
	json_decref(added);
}

void fuzz_traces(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);

	kprobes_check(text, 'k');
	kprobes_check(text, 'r');
	enabled_check(text);
	added_check(text);
}

void fuzz_proc(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length), *name = NULL;
	uint64_t value;

	proc_snmp_counter(text, "Udp", "InDatagrams", &value);
	proc_status_number(text, "voluntary_ctxt_switches", &value);
	proc_stat_state(text);
	proc_device_packets(text, "veth0", &value);
	proc_steal_ticks(text, &value);
	name = proc_maps_name(text, 0x1000);
	perf_format_parse(text, 0);
}

void fuzz_config(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *text = fuzz_text(bytes, length);
	CLEANUP_FREE char *lsm = kernel_config_string(text, "CONFIG_LSM");
	CLEANUP_FREE char *with = kernel_config_lsm_with(text, "bpf");

	kernel_config_get(text, "CONFIG_BPF_EVENTS");
	fuzz_require(!with || lsm, "a module beside none");
}

void fuzz_usdt(const uint8_t *bytes, size_t length)
{
	struct usdt_note note;

	usdt_note_find(bytes, length, "bpftax", "tick", &note);
}
