// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/shared_json.h"

struct shared_json shared_json_new(void)
{
	return (struct shared_json){ json_object(), json_array(), json_array() };
}

void shared_json_release(struct shared_json *shared)
{
	json_decref(shared->words);
	json_decref(shared->numbers);
	json_decref(shared->lists);
	*shared = (struct shared_json){ 0 };
}

json_t *shared_json_word(struct shared_json *shared, const char *word)
{
	if (!json_object_get(shared->words, word))
		json_object_set_new(shared->words, word, json_string(word));
	return json_incref(json_object_get(shared->words, word));
}

json_t *shared_json_number(struct shared_json *shared, unsigned int number)
{
	while (json_array_size(shared->numbers) <= number)
		if (json_array_append_new(shared->numbers, json_integer((json_int_t)json_array_size(
							       shared->numbers))) < 0)
			return NULL;
	return json_incref(json_array_get(shared->numbers, number));
}

json_t *shared_json_list(struct shared_json *shared, json_t *list)
{
	json_t *known;
	size_t i;

	json_array_foreach (shared->lists, i, known)
		if (json_equal(known, list)) {
			json_decref(list);
			return json_incref(known);
		}
	json_array_append(shared->lists, list);
	return list;
}
