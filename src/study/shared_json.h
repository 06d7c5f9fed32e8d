/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_SHARED_JSON_H
#define BPFTAX_SHARED_JSON_H

/*
 * One JSON value for all that are the same: a plan of 10,000 blocks is hundreds of thousands of
 * rows of few words and small numbers.  What comes of it is written down or thrown away, and not
 * changed.
 *
 *	CLEANUP(shared_json_release) struct shared_json shared = shared_json_new();
 *
 *	json_array_append_new(row, shared_json_word(&shared, "fentry"));
 *	json_array_append_new(row, shared_json_number(&shared, 7));
 *	json_array_append_new(row, shared_json_list(&shared, list));
 */

#include <jansson.h>

struct shared_json {
	json_t *words;	 /* by themselves */
	json_t *numbers; /* from 0 to the largest that was asked for */
	json_t *lists;
};

struct shared_json shared_json_new(void);
void shared_json_release(struct shared_json *shared);

/* A new reference to the one of that value; NULL without memory. */
json_t *shared_json_word(struct shared_json *shared, const char *word);
json_t *shared_json_number(struct shared_json *shared, unsigned int number);

/* The same; steals the reference to list.  All are looked through: for a few different ones. */
json_t *shared_json_list(struct shared_json *shared, json_t *list);

#endif
