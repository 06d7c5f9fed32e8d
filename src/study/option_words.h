/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_OPTION_WORDS_H
#define BPFTAX_OPTION_WORDS_H

/*
 * The words of options that take one of a few: each with what it means, for help texts, the manual
 * and completion.
 *
 *	for (const struct option_word *word = option->words; word->name; word++)
 *		printf("%s: %s\n", word->name, word->help);
 *
 * Words of an enum stand in the order of its values (study/study.h).
 */

#include <stddef.h>

/* More than any option has. */
#define OPTION_WORDS_MAX 32

struct option_word {
	const char *name; /* NULL after the last */
	const char *help; /* goes on a sentence: no capital, no full stop */
};

extern const struct option_word option_words_target[];	     /* protocol/target_list.h */
extern const struct option_word option_words_architecture[]; /* protocol/architecture_list.h */
extern const struct option_word option_words_accel[];
extern const struct option_word option_words_timing[]; /* in the order of study/timing.h */
extern const struct option_word option_words_stats[];
extern const struct option_word option_words_stats_by[];
extern const struct option_word option_words_consumer[];
extern const struct option_word option_words_protocol[];
extern const struct option_word option_words_pilot[];
extern const struct option_word option_words_pin[];
extern const struct option_word option_words_format[]; /* study/format_list.h */
extern const struct option_word option_words_doctor_format[];
extern const struct option_word option_words_compare_format[];
extern const struct option_word option_words_history_format[];
extern const struct option_word option_words_atlas_format[];
extern const struct option_word option_words_bisect_format[];
extern const struct option_word option_words_anatomy_format[];
extern const struct option_word option_words_inconclusive[];

size_t option_words_count(const struct option_word *words);

/* "vm (a guest in QEMU), local (this machine)"; the caller frees, NULL without memory. */
char *option_words_text(const struct option_word *words);

#endif
