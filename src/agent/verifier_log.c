// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/verifier_log.h"
#include "agent/refusal.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* kernel/bpf/verifier.c, print_verification_stats(). */
static const struct statistic {
	const char *before; /* the number */
	const char *key;
} statistics[] = {
	{ "processed ", "processed" },	     { "(limit ", "limit" },
	{ "total_states ", "total_states" }, { "peak_states ", "peak_states" },
	{ "stack depth ", "stack_bytes" },
};

/* "stack depth 16+8": of the program and of the functions that it calls. */
static json_int_t number_read(const char *text)
{
	char *end;
	json_int_t sum = strtoll(text, &end, 10);

	while (*end == '+')
		sum += strtoll(end + 1, &end, 10);
	return sum;
}

/* The last line is the one that counts: a log may say it of the functions, too. */
static const char *last_of(const char *log, const char *wanted)
{
	const char *last = NULL;

	for (const char *at = log; (at = strstr(at, wanted)); at += strlen(wanted))
		last = at;
	return last;
}

json_t *verifier_statistics(const char *log)
{
	json_t *took = json_object();

	for (size_t i = 0; i < ARRAY_SIZE(statistics); i++) {
		const char *at = last_of(log, statistics[i].before);

		if (at)
			json_object_set_new(
			    took, statistics[i].key,
			    json_integer(number_read(at + strlen(statistics[i].before))));
	}
	return took;
}

/* "; return *p;" or, newer, "; return *p; @ my.bpf.c:12": the last of them. */
static void source_find(const char *log, char *ret_line, size_t size)
{
	const char *at = last_of(log, "\n; ");
	size_t length = at ? strcspn(at + 3, "\n") : 0;

	snprintf(ret_line, size, "%.*s", (int)length, at ? at + 3 : "");
}

void verifier_refusal(const char *log, char *ret_reason, size_t size)
{
	CLEANUP_FREE char *lines = strdup(log);
	const char *reason = lines ? verifier_reason(lines) : NULL;
	char source[256];

	source_find(log, source, sizeof(source));
	snprintf(ret_reason, size, "%s%s%s%s", reason ? reason : "",
		 reason && *source ? " (at: " : "", reason ? source : "",
		 reason && *source ? ")" : "");
}

#define TAIL_LINES 8

/* Where an explanation or the statistics begin, which the kernel puts behind everything else. */
static const char *reasons_end(const char *log)
{
	static const char *const begins[] = { VERIFIER_EXPLAINS, "verification time ",
					      "stack depth ", "processed " };
	const char *end = log + strlen(log);

	for (size_t i = 0; i < ARRAY_SIZE(begins); i++) {
		const char *at = last_of(log, begins[i]);

		if (at && at < end && (at == log || at[-1] == '\n'))
			end = at;
	}
	while (end > log && end[-1] == '\n')
		end--;
	return end;
}

/* The line before the one that begins at `at`. */
static const char *line_before(const char *log, const char *at)
{
	at--;
	while (at > log && at[-1] != '\n')
		at--;
	return at;
}

void verifier_tail(const char *log, char ret_lines[VERIFIER_TAIL_SIZE])
{
	const char *end = reasons_end(log), *first = end + 1, *before;

	*ret_lines = '\0';
	for (size_t i = 0; i < TAIL_LINES && first > log && end > log; i++) {
		before = line_before(log, first);
		if (end - before >= VERIFIER_TAIL_SIZE)
			break;
		first = before;
		if (text_starts_with(first, "; "))
			break;
	}
	if (first < end)
		snprintf(ret_lines, VERIFIER_TAIL_SIZE, "%.*s", (int)(end - first), first);
}
