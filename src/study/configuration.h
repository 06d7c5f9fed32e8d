/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CONFIGURATION_H
#define BPFTAX_CONFIGURATION_H

/*
 * A treatment in one of its settings: what a window measures, and what results are kept by.  The
 * only place that makes a configuration's name; nobody takes one apart.  Pure.
 *
 *	struct configuration_list list;
 *
 *	configurations_make(&study, &treatments, &delays, &list);
 *	configuration_find(&list, visit->treatment, visit->windows[0]);
 *	configurations_free(&list);
 */

#include "study/delays.h"
#include "study/treatment.h"

#define CONFIGURATION_NAME_SIZE 128

/* The rank of a window without a delay. */
#define DELAY_NONE (-1)

/* What changes between the windows of one attachment. */
struct window_setting {
	bool statistics;
	short delay; /* which of the study's delays, by rank from 0; DELAY_NONE */
};

struct configuration {
	unsigned int treatment; /* its id */
	struct window_setting setting;
	double delay_ns; /* NaN: none */
	char name[CONFIGURATION_NAME_SIZE];
};

struct configuration_list {
	struct configuration *configurations;
	size_t count;
};

/*
 * All of the study in the order of its tables: of each treatment statistics off first, as far as
 * the study has it; then every delay.  The restart protocol's baseline has no statistics, and
 * `bpftax micro` no baseline.  0 or -ENOMEM, with nothing to free.
 */
int configurations_make(const struct study *study, const struct treatment_list *treatments,
			const struct delays *delays, struct configuration_list *ret_list);
void configurations_free(struct configuration_list *list);

/* Which one it is, by index; -1 for none of these. */
int configuration_find(const struct configuration_list *list, unsigned int treatment,
		       struct window_setting setting);

/* What somebody means who types a configuration's name. */
struct configuration_words {
	const char *mechanism; /* the list's; NULL: a program alone */
	char program[CONFIGURATION_NAME_SIZE];
	bool statistics;
};

/*
 * "fentry-map-stat", "map", "delay-730ns": false for what can be no configuration, as there is no
 * such program.  For words that a user types; what is stored says itself what it is.
 */
bool configuration_words_parse(const char *text, struct configuration_words *ret_words);

/* The name of such words.  Writes at most size bytes and returns buffer. */
char *configuration_words_name(char *buffer, size_t size, const struct configuration_words *words);

/*
 * "fentry-map-stat", "baseline", "baseline-stat", "delay-730ns", ...; delay_ns is read for a
 * treatment of known delays only.  Writes at most size bytes and returns buffer.
 */
char *configuration_name(char *buffer, size_t size, const struct treatment *treatment,
			 bool statistics, double delay_ns);

#endif
