// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * print_anatomy FORMAT WIDTH utf8|ascii one|two|hostile|uneven|several
 *
 * Prints anatomies of an event that tests/unit/anatomy/anatomy_sample.c made up: one of it, one of
 * each of two programs with one that there is none of, one whose texts came from an enemy and whose
 * numbers do not divide, two of whose numbers some do not, or one whose path is of three events.
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

/* Events of the one window that counts take so many executions of each instruction more. */
static void make_uneven(unsigned int more, struct event_sample *ret_sample)
{
	event_sample_make(&event_map, ret_sample);
	for (size_t i = 0; i < ret_sample->recording.windows[3].count; i++)
		ret_sample->recording.windows[3].counts[i].executions += more;
	ret_sample->list[4].disturbed = ret_sample->list[5].disturbed = true;
}

static void add_uneven(struct anatomy_set *set, bool hostile)
{
	struct event_sample sample;

	make_uneven(hostile ? 1 : 10001, &sample);
	if (hostile) {
		sample.subject.cell = "\033[31m<b>;cell\n";
		sample.subject.configuration = "=1+1\"<script>";
		free(sample.symbols.symbols[5].name);
		sample.symbols.symbols[5].name = strdup("a;b c\033]0;x\007<i>&amp;\xff");
	}
	if (anatomy_set_add(set, event_sample_anatomy(&sample)) < 0)
		abort();
	event_sample_release(&sample);
}

static void add_several(struct anatomy_set *set)
{
	struct event_sample sample;
	struct anatomy *anatomy;

	event_sample_make(&event_map, &sample);
	anatomy = event_sample_anatomy(&sample);
	anatomy->frame_events = 3;
	if (anatomy_set_add(set, anatomy) < 0)
		abort();
	event_sample_release(&sample);
}

static void fill(struct anatomy_set *set, const char *what)
{
	const struct anatomy_subject missing = { .cell = "debian-6.1-cloud",
						 .release = "6.1.2",
						 .architecture = "x86_64",
						 .configuration = "kprobe-fprobe-null" };

	if (!strcmp(what, "two") || !strcmp(what, "uneven"))
		add(set, &event_null);
	if (!strcmp(what, "one") || !strcmp(what, "two"))
		add(set, &event_map);
	else if (!strcmp(what, "several"))
		add_several(set);
	else
		add_uneven(set, !strcmp(what, "hostile"));
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
