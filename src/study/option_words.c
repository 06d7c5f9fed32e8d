// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/option_words.h"

#include <stdio.h>
#include <stdlib.h>

const struct option_word option_words_target[] = {
#define TARGET(identifier, name, capabilities, summary) { name, summary },
#include "protocol/target_list.h"
#undef TARGET
	{ NULL, NULL },
};

const struct option_word option_words_architecture[] = {
#define ARCHITECTURE(identifier, name, machine, bpf, summary) { name, summary },
#include "protocol/architecture_list.h"
#undef ARCHITECTURE
	{ NULL, NULL },
};

const struct option_word option_words_accel[] = {
	{ "auto", "KVM where it works" },
	{ "kvm", "the CPU itself" },
	{ "tcg", "QEMU's emulator" },
	{ NULL, NULL },
};

const struct option_word option_words_timing[] = {
	{ "counted", "instructions, in an emulated guest" },
	{ "timed", "time" },
	{ NULL, NULL },
};

const struct option_word option_words_stats[] = {
	{ "off", "they stay off" },
	{ "on", "they are on" },
	{ "both", "each in turn" },
	{ NULL, NULL },
};

const struct option_word option_words_consumer[] = {
#define CONSUMER(identifier, name, summary) { name, summary },
#include "protocol/consumer_list.h"
#undef CONSUMER
	{ NULL, NULL },
};

const struct option_word option_words_stats_by[] = {
	{ "fd", "BPF_ENABLE_STATS's descriptor" },
	{ "sysctl", "kernel.bpf_stats_enabled" },
	{ NULL, NULL },
};

const struct option_word option_words_protocol[] = {
	{ "switch", "traffic flows, attachments change in random blocks" },
	{ "restart", "fresh traffic for each sample" },
	{ NULL, NULL },
};

const struct option_word option_words_pilot[] = {
	{ "auto", "by this machine's noise, in at most 5 % of the time and 20 s a workload" },
	{ "no", "the usual ones" },
	{ NULL, NULL },
};

const struct option_word option_words_pin[] = {
	{ "auto", "where there are enough" },
	{ "no", "they go where the scheduler likes" },
	{ NULL, NULL },
};

const struct option_word option_words_format[] = {
#define FORMAT(identifier, name, raw, summary) { name, summary },
#include "study/format_list.h"
#undef FORMAT
	{ NULL, NULL },
};

const struct option_word option_words_doctor_format[] = {
	{ "text", "a line a check" },
	{ "json", "what was found, and the facts" },
	{ NULL, NULL },
};

const struct option_word option_words_compare_format[] = {
	{ "text", "a table and sentences" },
	{ "markdown", "a row a program and kernel, for the summary of a job" },
	{ "json", "everything" },
	{ "junit", "XML: a test case a configuration" },
	{ "ktap", "the kernel's test protocol: a test a configuration" },
	{ NULL, NULL },
};

const struct option_word option_words_history_format[] = {
	{ "text", "a table and sentences" },
	{ "json", "everything" },
	{ "csv", "a row a run and configuration" },
	{ NULL, NULL },
};

const struct option_word option_words_atlas_format[] = {
	{ "text", "tables, and where the cost stepped" },
	{ "html", "one page with tables and lines, for a browser; needs no network" },
	{ "json", "everything" },
	{ "csv", "a row a cell" },
	{ NULL, NULL },
};

const struct option_word option_words_bisect_format[] = {
	{ "text", "each step, and what was left out" },
	{ "json", "everything that is known of each kernel" },
	{ NULL, NULL },
};

const struct option_word option_words_anatomy_format[] = {
	{ "text", "tables and the path of an event" },
	{ "html", "one page with nested bars and tables, for a browser; needs no network" },
	{ "json", "everything" },
	{ "csv", "a row a function" },
	{ "folded", "stacks for tools that draw flame graphs" },
	{ NULL, NULL },
};

const struct option_word option_words_inconclusive[] = {
	{ "pass", "the gate passes" },
	{ "fail", "it fails" },
	{ NULL, NULL },
};

size_t option_words_count(const struct option_word *words)
{
	size_t count = 0;

	while (words[count].name)
		count++;
	return count;
}

char *option_words_text(const struct option_word *words)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (size_t i = 0; words[i].name; i++)
		fprintf(out, "%s%s (%s)", i ? ", " : "", words[i].name, words[i].help);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}
