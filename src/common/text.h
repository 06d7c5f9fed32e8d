/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEXT_H
#define BPFTAX_TEXT_H

/*
 * Small work on strings: lists of words, and the word that somebody probably meant.
 *
 *	const char *known[] = { "fentry", "fexit" };
 *	const char *meant = text_nearest("fentri", known, 2);     // "fentry"
 *
 *	char **words;
 *	size_t count;
 *
 *	text_split("null, map", ',', &words, &count);             // "null" and "map"
 *	text_words_free(words, count);
 */

#include <stdbool.h>
#include <stddef.h>

/*
 * The number of insertions, deletions, substitutions and swaps of neighbours that turn one word
 * into the other (optimal string alignment distance).  Words longer than 127 bytes are compared
 * by their first 127.
 */
size_t text_distance(const char *a, const char *b);

/*
 * The word nearest to `word`, or NULL when none is near enough to be a slip of the hand: more
 * than a third of its length, at least 2, edits away.  The first of equals wins; NULL entries are
 * skipped.
 */
const char *text_nearest(const char *word, const char *const *words, size_t count);

/*
 * Cuts the text at every separator and strips blanks from the pieces; empty pieces are kept, so
 * that the caller can refuse them.  An empty (or blank) text has no pieces.  The caller frees with
 * text_words_free().  -ENOMEM, or 0.
 */
int text_split(const char *text, char separator, char ***ret_words, size_t *ret_count);

/* "a, b, c" with the given separator; the caller frees.  NULL when out of memory. */
char *text_join(const char *const *words, size_t count, const char *separator);

/*
 * The words as one line that a shell takes apart into the same words: what is not plain is put
 * into single quotes.  The caller frees; NULL when out of memory.
 */
char *text_shell_line(const char *const *words, size_t count);

/* Releases an array of owned strings; NULL is fine. */
void text_words_free(char **words, size_t count);

bool text_starts_with(const char *text, const char *start);
bool text_ends_with(const char *text, const char *end);

/* The last component of a path, without `suffix` when it ends so; the caller frees. */
char *text_base_name(const char *path, const char *suffix);

#endif
