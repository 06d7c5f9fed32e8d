// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * print_anatomy FORMAT WIDTH utf8|ascii one|two|hostile
 *
 * Prints anatomies of an event that tests/unit/anatomy/anatomy_sample.c made up: one of it, one of
 * each of two programs with one that there is none of, or one whose texts came from an enemy and
 * whose numbers do not divide.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/anatomy/anatomy_sample.h"
#include "formats/anatomy.h"

static void add(struct anatomy_set *set, const struct event_kind *kind)
{
	struct event_sample sample;

	event_sample_make(kind, &sample);
	if (anatomy_set_add(set, event_sample_anatomy(&sample)) < 0)
		abort();
	event_sample_release(&sample);
}

static void add_hostile(struct anatomy_set *set)
{
	struct event_sample sample;

	event_sample_make(&event_map, &sample);
	sample.subject.cell = "\033[31m<b>;cell\n";
	sample.subject.configuration = "=1+1\"<script>";
	free(sample.symbols.symbols[5].name);
	sample.symbols.symbols[5].name = strdup("a;b c\033]0;x\007<i>&amp;\xff");
	for (size_t i = 0; i < sample.recording.windows[3].count; i++)
		sample.recording.windows[3].counts[i].executions++;
	sample.list[4].disturbed = sample.list[5].disturbed = true;
	if (anatomy_set_add(set, event_sample_anatomy(&sample)) < 0)
		abort();
	event_sample_release(&sample);
}

static void fill(struct anatomy_set *set, const char *what)
{
	const struct anatomy_subject missing = { .cell = "debian-6.1-cloud",
						 .release = "6.1.2",
						 .architecture = "x86_64",
						 .configuration = "kprobe-fprobe-null" };

	if (!strcmp(what, "hostile"))
		add_hostile(set);
	if (!strcmp(what, "two"))
		add(set, &event_null);
	if (strcmp(what, "hostile") != 0)
		add(set, &event_map);
	if (!strcmp(what, "two") &&
	    anatomy_set_miss(set, &missing, "CONFIG_FPROBE is not set in 6.1.2") < 0)
		abort();
	if (anatomy_set_finish(set) < 0)
		abort();
}

int main(int argc, char **argv)
{
	struct anatomy_set set = { 0 };
	struct report_options options = { 0 };
	int code;

	if (argc != 5)
		return 2;
	options.width = (unsigned int)strtoul(argv[2], NULL, 10);
	options.utf8 = !strcmp(argv[3], "utf8");
	fill(&set, argv[4]);
	code = anatomy_set_print(&set, argv[1], stdout, &options);
	anatomy_set_release(&set);
	return code < 0;
}
