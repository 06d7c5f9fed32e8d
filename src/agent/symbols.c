// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/symbols.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>

uint64_t symbol_address(const char *function)
{
	CLEANUP_FILE FILE *file = fopen("/proc/kallsyms", "re");
	char line[512];

	while (file && fgets(line, sizeof(line), file)) {
		char name[256], type;
		uint64_t address;

		if (sscanf(line, "%lx %c %255s", &address, &type, name) == 3 &&
		    tolower((unsigned char)type) == 't' && !strcmp(name, function))
			return address;
	}
	return 0;
}

static FILE *list_open(const char *name)
{
	char path[PATH_MAX];
	const char *tracefs = tracefs_path();

	if (!tracefs)
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", tracefs, name);
	return fopen(path, "re");
}

/* The first word of the next line: names may be followed by " [module]". */
static bool word_read(FILE *list, char *word, size_t size)
{
	char line[512];

	if (!list || !fgets(line, sizeof(line), list))
		return false;
	line[strcspn(line, " \t\n")] = '\0';
	snprintf(word, size, "%s", line);
	return true;
}

static bool list_has(const char *list_name, const char *wanted)
{
	CLEANUP_FILE FILE *list = list_open(list_name);
	char word[512];

	while (word_read(list, word, sizeof(word)))
		if (!strcmp(word, wanted))
			return true;
	return false;
}

static bool begins_with_one(const char *word, const char *const *prefixes)
{
	for (; *prefixes; prefixes++)
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

/* Parts of functions (foo.cold) and functions of modules, which come behind a blank, are left out.
 */
size_t symbols_by_prefix(const char *const *prefixes, char **ret_names, size_t count)
{
	CLEANUP_FILE FILE *list = list_open("available_filter_functions");
	char line[512];
	size_t found = 0;

	while (list && found < count && fgets(line, sizeof(line), list)) {
		line[strcspn(line, "\n")] = '\0';
		if (strpbrk(line, ". \t") || !begins_with_one(line, prefixes) ||
		    names_have(ret_names, found, line))
			continue;
		ret_names[found] = strdup(line);
		if (!ret_names[found])
			break;
		found++;
	}
	return found;
}

bool symbol_traceable(const char *function)
{
	return list_has("available_filter_functions", function);
}

bool tracepoint_exists(const char *tracepoint)
{
	return list_has("available_events", tracepoint);
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

static json_t *list_similar(const char *list_name, const char *wanted, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(list_name);
	struct nearest nearest = { .wanted = count < SIMILAR_MAX ? count : SIMILAR_MAX };
	json_t *similar = json_array();
	size_t length = strlen(wanted);
	char word[512];

	while (word_read(list, word, sizeof(word)))
		if (labs((long)strlen(word) - (long)length) <= 6 || strstr(word, wanted))
			nearest_add(&nearest, word, edit_distance(word, wanted));
	for (size_t i = 0; i < nearest.count; i++)
		json_array_append_new(similar, json_string(nearest.word[i]));
	return similar;
}

json_t *symbols_similar(const char *function, size_t count)
{
	return list_similar("available_filter_functions", function, count);
}

json_t *tracepoints_similar(const char *tracepoint, size_t count)
{
	return list_similar("available_events", tracepoint, count);
}

json_t *symbols_siblings(const char *function, size_t count)
{
	CLEANUP_FILE FILE *list = list_open("available_filter_functions");
	const char *last = strrchr(function, '_');
	json_t *siblings = json_array();
	char word[512];

	while (last && json_array_size(siblings) < count && word_read(list, word, sizeof(word))) {
		const char *end = strrchr(word, '_');

		if (end && !strcmp(end, last) && !strncmp(word, function, 3) &&
		    strcmp(word, function))
			json_array_append_new(siblings, json_string(word));
	}
	return siblings;
}

static int segment_find(int fd, uint64_t address, off_t *ret_offset)
{
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	if (pread(fd, &header, sizeof(header), 0) != sizeof(header))
		return -EIO;
	for (unsigned int i = 0; i < header.e_phnum; i++) {
		off_t at = (off_t)(header.e_phoff + i * sizeof(segment));

		if (pread(fd, &segment, sizeof(segment), at) != sizeof(segment))
			return -EIO;
		if (segment.p_type != PT_LOAD || address < segment.p_vaddr ||
		    address - segment.p_vaddr >= segment.p_memsz)
			continue;
		*ret_offset = (off_t)(segment.p_offset + (address - segment.p_vaddr));
		return 0;
	}
	return -ENOENT;
}

int kernel_text_read(uint64_t address, void *bytes, size_t length)
{
	CLEANUP_CLOSE int fd = open("/proc/kcore", O_RDONLY | O_CLOEXEC);
	off_t offset;
	int found;

	if (fd < 0)
		return -errno;
	found = segment_find(fd, address, &offset);
	if (found < 0)
		return found;
	return pread(fd, bytes, length, offset) == (ssize_t)length ? 0 : -EIO;
}
