// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/symbol_text.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

/* The next line without its end, in a buffer that grows; false behind the last. */
static bool line_read(FILE *list, char **line, size_t *size)
{
	if (!list || getline(line, size, list) < 0)
		return false;
	(*line)[strcspn(*line, "\n")] = '\0';
	return true;
}

/* The first word of the next line. */
static bool word_read(FILE *list, char **word, size_t *size)
{
	if (!line_read(list, word, size))
		return false;
	(*word)[strcspn(*word, " \t")] = '\0';
	return true;
}

/* "ffffffff81b290f0 T udp_recvmsg\t[module]" */
static bool symbol_is(const char *line, const char *function, uint64_t *ret_address)
{
	size_t length = strlen(function);
	uint64_t address;
	char type;
	int name;

	if (sscanf(line, "%lx %c %n", &address, &type, &name) != 2)
		return false;
	if (tolower((unsigned char)type) != 't' || strncmp(line + name, function, length) != 0 ||
	    !strchr("\t ", line[name + (int)length]))
		return false;
	*ret_address = address;
	return true;
}

uint64_t kallsyms_address(FILE *list, const char *function)
{
	CLEANUP_FREE char *line = NULL;
	uint64_t address = 0;
	size_t size = 0;

	while (line_read(list, &line, &size))
		if (symbol_is(line, function, &address))
			break;
	return address;
}

void kallsyms_addresses(FILE *list, const char *const *functions, size_t count,
			uint64_t *ret_addresses)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;

	memset(ret_addresses, 0, count * sizeof(*ret_addresses));
	while (line_read(list, &line, &size))
		for (size_t i = 0; i < count; i++)
			/* Most lines have none of them: that is cheaper to see. */
			if (!ret_addresses[i] && strstr(line, functions[i]))
				symbol_is(line, functions[i], &ret_addresses[i]);
}

bool name_list_has(FILE *list, const char *wanted)
{
	CLEANUP_FREE char *word = NULL;
	size_t size = 0;

	while (word_read(list, &word, &size))
		if (!strcmp(word, wanted))
			return true;
	return false;
}

bool name_list_ending(FILE *list, const char *ending, char *ret_name, size_t size)
{
	CLEANUP_FREE char *word = NULL;
	size_t space = 0;
	bool found = false;

	while (!found && word_read(list, &word, &space))
		found = text_ends_with(word, ending);
	if (found)
		snprintf(ret_name, size, "%s", word);
	return found;
}

static bool begins_with_one(const char *word, const char *const *prefixes)
{
	for (; prefixes && *prefixes; prefixes++)
		if (!strncmp(word, *prefixes, strlen(*prefixes)))
			return true;
	return false;
}

static bool names_have(char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* Whether a name is one that is asked for. */
struct wanted {
	const char *const *prefixes; /* or */
	const char *pattern;
};

static bool is_wanted(const char *name, const struct wanted *wanted)
{
	return wanted->pattern ? !fnmatch(wanted->pattern, name, 0)
			       : begins_with_one(name, wanted->prefixes);
}

static size_t names_take(FILE *list, const struct wanted *wanted, char **ret_names, size_t count)
{
	CLEANUP_FREE char *line = NULL;
	size_t found = 0, size = 0;

	while (found < count && line_read(list, &line, &size)) {
		if (strpbrk(line, ". \t") || !is_wanted(line, wanted) ||
		    names_have(ret_names, found, line))
			continue;
		ret_names[found] = strdup(line);
		if (!ret_names[found])
			break;
		found++;
	}
	return found;
}

size_t name_list_by_prefix(FILE *list, const char *const *prefixes, char **ret_names, size_t count)
{
	const struct wanted wanted = { .prefixes = prefixes };

	return names_take(list, &wanted, ret_names, count);
}

size_t name_list_matching(FILE *list, const char *pattern, char **ret_names, size_t count)
{
	const struct wanted wanted = { .pattern = pattern };

	return names_take(list, &wanted, ret_names, count);
}

#define WORD_MAX 64

/* Levenshtein's distance by one row; names longer than WORD_MAX are cut. */
static unsigned int edit_distance(const char *a, const char *b)
{
	unsigned int row[WORD_MAX + 1];
	size_t a_length = strnlen(a, WORD_MAX), b_length = strnlen(b, WORD_MAX);

	for (size_t j = 0; j <= b_length; j++)
		row[j] = (unsigned int)j;
	for (size_t i = 1; i <= a_length; i++) {
		unsigned int diagonal = row[0];

		row[0] = (unsigned int)i;
		for (size_t j = 1; j <= b_length; j++) {
			unsigned int above = row[j];
			unsigned int best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[b_length];
}

#define SIMILAR_MAX 8

struct nearest {
	char word[SIMILAR_MAX][128];
	unsigned int distance[SIMILAR_MAX];
	size_t count, wanted;
};

/* Keeps the list sorted by distance; an entry that falls off the end is forgotten. */
static void nearest_add(struct nearest *nearest, const char *word, unsigned int distance)
{
	size_t i = nearest->count;

	if (i < nearest->wanted)
		nearest->count++;
	else if (distance >= nearest->distance[--i])
		return;
	for (; i && nearest->distance[i - 1] > distance; i--) {
		memcpy(nearest->word[i], nearest->word[i - 1], sizeof(nearest->word[i]));
		nearest->distance[i] = nearest->distance[i - 1];
	}
	snprintf(nearest->word[i], sizeof(nearest->word[i]), "%.127s", word);
	nearest->distance[i] = distance;
}

json_t *name_list_similar(FILE *list, const char *wanted, size_t count)
{
	struct nearest nearest = { .wanted = count < SIMILAR_MAX ? count : SIMILAR_MAX };
	CLEANUP_FREE char *word = NULL;
	json_t *similar = json_array();
	size_t length = strlen(wanted), size = 0;

	while (word_read(list, &word, &size))
		if (labs((long)strlen(word) - (long)length) <= 6 || strstr(word, wanted))
			nearest_add(&nearest, word, edit_distance(word, wanted));
	for (size_t i = 0; i < nearest.count; i++)
		json_array_append_new(similar, json_string(nearest.word[i]));
	return similar;
}

json_t *name_list_siblings(FILE *list, const char *function, size_t count)
{
	const char *last = strrchr(function, '_');
	CLEANUP_FREE char *word = NULL;
	json_t *siblings = json_array();
	size_t size = 0;

	while (last && json_array_size(siblings) < count && word_read(list, &word, &size)) {
		const char *end = strrchr(word, '_');

		if (end && !strcmp(end, last) && !strncmp(word, function, 3) &&
		    strcmp(word, function) != 0)
			json_array_append_new(siblings, json_string(word));
	}
	return siblings;
}
