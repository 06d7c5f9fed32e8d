// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/gate.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "compare/cost_metric.h"

struct unit_word {
	const char *word, *suffix, *unit;
};

static const struct unit_word unit_words[] = {
	[GATE_PERCENT] = { "%", "%", NULL },
	[GATE_INSTRUCTIONS] = { "instructions", " instructions", "instructions" },
	[GATE_NS] = { "ns", " ns", "ns" },
};

const char *gate_unit_suffix(enum gate_unit unit)
{
	return unit_words[unit].suffix;
}

void gate_release(struct gate *gate)
{
	for (size_t i = 0; i < gate->count; i++)
		free(gate->rules[i].pattern);
	free(gate->rules);
	*gate = (struct gate){ 0 };
}

/* Where in the text the parser stands; a line ends at a newline, a rule also at a semicolon. */
struct position {
	const char *name;
	const char *line_start;
	const char *at;
	unsigned int line;
};

static int refuse_at(const struct position *position, const char *at, const char *what,
		     struct error *err)
{
	int column = (int)(at - position->line_start) + 1;
	int length = (int)strcspn(position->line_start, "\n");

	return error_set(err, ERROR_USAGE, EINVAL,
			 "%s: line %u, column %d of '%.*s': %s; write PATTERN: +5%%, +3 "
			 "instructions, +100 ns or <= 135 instructions, and of the verifier "
			 "verified +5%% or verifier <= 80%%",
			 position->name, position->line, column, length < 200 ? length : 200,
			 position->line_start, what);
}

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t\r");
}

static const char *rule_end(const char *at)
{
	return at + strcspn(at, ";\n");
}

static int parse_unit(struct position *position, struct gate_rule *rule, struct error *err)
{
	for (size_t u = 0; u < ARRAY_SIZE(unit_words); u++) {
		const char *word = unit_words[u].word;
		const char *after = position->at + strlen(word);

		if (!text_starts_with(position->at, word) || isalnum((unsigned char)*after))
			continue;
		after = skip_blanks(after);
		if (after != rule_end(after))
			return refuse_at(position, after, "nothing may follow the unit", err);
		rule->unit = (enum gate_unit)u;
		position->at = after;
		return 0;
	}
	return refuse_at(position, position->at, "no unit", err);
}

/* "verifier" or "verified", as a bound on a level or on a rise reads. */
static void parse_subject(struct position *position, struct gate_rule *rule)
{
	static const char *const words[] = { "verifier", "verified" };

	position->at = skip_blanks(position->at);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_starts_with(position->at, words[i])) {
			rule->subject = GATE_VERIFIER;
			position->at += strlen(words[i]);
			return;
		}
}

/* "<=" */
static void parse_kind(struct position *position, struct gate_rule *rule)
{
	position->at = skip_blanks(position->at);
	rule->level = text_starts_with(position->at, "<=");
	if (rule->level)
		position->at = skip_blanks(position->at + strlen("<="));
}

static int parse_number(struct position *position, struct gate_rule *rule, struct error *err)
{
	char *end;

	if (!strchr("+-.0123456789", *position->at) || !*position->at)
		return refuse_at(position, position->at, "no number", err);
	rule->bound = strtod(position->at, &end);
	if (end == position->at || !isfinite(rule->bound))
		return refuse_at(position, position->at, "no number", err);
	position->at = skip_blanks(end);
	return 0;
}

static int parse_bound(struct position *position, struct gate_rule *rule, struct error *err)
{
	const char *start = skip_blanks(position->at);
	int code;

	parse_subject(position, rule);
	parse_kind(position, rule);
	code = parse_number(position, rule, err);
	if (code == 0)
		code = parse_unit(position, rule, err);
	if (code == 0 && rule->subject == GATE_VERIFIER && rule->unit == GATE_NS)
		return refuse_at(position, start, "the verifier is in no nanoseconds", err);
	if (code == 0 && rule->level && rule->unit == GATE_PERCENT && rule->subject == GATE_COST)
		return refuse_at(position, start, "a cost itself is in no percent", err);
	return code;
}

static int parse_pattern(struct position *position, struct gate_rule *rule, struct error *err)
{
	const char *start = position->at;
	const char *end = rule_end(start);
	const char *colon = memrchr(start, ':', (size_t)(end - start));
	size_t length;

	if (!colon)
		return refuse_at(position, end, "no colon after the pattern", err);
	for (length = (size_t)(colon - start); length && isspace((unsigned char)start[length - 1]);)
		length--;
	if (!length)
		return refuse_at(position, start, "no pattern before the colon", err);
	rule->pattern = strndup(start, length);
	position->at = colon + 1;
	return rule->pattern ? 0 : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int parse_rule(struct position *position, struct gate *gate, struct error *err)
{
	struct gate_rule *larger = reallocarray(gate->rules, gate->count + 1, sizeof(*larger));
	int code;

	if (!larger)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	gate->rules = larger;
	larger[gate->count] = (struct gate_rule){ 0 };
	code = parse_pattern(position, &larger[gate->count++], err);
	return code < 0 ? code : parse_bound(position, &larger[gate->count - 1], err);
}

static void next_line(struct position *position)
{
	position->at++;
	position->line_start = position->at;
	position->line++;
}

static int parse_all(struct position *position, struct gate *gate, struct error *err)
{
	int code = 0;

	while (code == 0) {
		position->at = skip_blanks(position->at);
		if (*position->at == '\0')
			break;
		if (*position->at == '\n')
			next_line(position);
		else if (*position->at == ';')
			position->at++;
		else if (*position->at == '#')
			position->at += strcspn(position->at, "\n");
		else
			code = parse_rule(position, gate, err);
	}
	if (code == 0 && gate->count == 0)
		return refuse_at(position, position->at, "no rule", err);
	return code;
}

int gate_parse(const char *text, const char *name, struct gate *ret_gate, struct error *err)
{
	struct position position = { .name = name, .line_start = text, .at = text, .line = 1 };
	struct gate gate = { 0 };
	int code = parse_all(&position, &gate, err);

	if (code < 0) {
		gate_release(&gate);
		return code;
	}
	*ret_gate = gate;
	return 0;
}

static bool rule_fits(const struct gate_rule *rule, const struct comparison *row)
{
	return cost_pattern_fits(rule->pattern, row->cell, row->workload, row->configuration);
}

const struct gate_rule *gate_rule_find(const struct gate *gate, enum gate_subject subject,
				       const char *cell, const char *workload,
				       const char *configuration)
{
	for (size_t i = 0; i < gate->count; i++)
		if (gate->rules[i].subject == subject &&
		    cost_pattern_fits(gate->rules[i].pattern, cell, workload, configuration))
			return &gate->rules[i];
	return NULL;
}

const struct estimate *gate_estimate(const struct comparison *row)
{
	if (row->rule && row->rule->level)
		return &row->level;
	return row->rule && row->rule->unit == GATE_PERCENT ? &row->shift.percent
							    : &row->shift.absolute;
}

enum verdict gate_verdict(const struct gate_rule *rule, const struct interval *interval)
{
	if (isfinite(interval->low) && interval->low > rule->bound)
		return VERDICT_FAIL;
	if (isfinite(interval->high) && interval->high <= rule->bound)
		return VERDICT_PASS;
	return VERDICT_INCONCLUSIVE;
}

int gate_unit_check(const struct gate_rule *rule, enum metric metric, const char *unit,
		    struct error *err)
{
	const char *wanted = unit_words[rule->unit].unit;

	if (!wanted || strcmp(wanted, unit) == 0)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "the gate's '%s' is bounded in %s, but its %s is measured in %s",
			 rule->pattern, wanted, metric_infos[metric].name, unit);
}

static bool fits_any(const struct gate_rule *rule, const struct compare *compare)
{
	for (size_t i = 0; i < compare->count; i++)
		if (rule_fits(rule, &compare->rows[i]))
			return true;
	return false;
}

/* A rule that checks nothing would pass for ever. */
static int check_patterns(const struct gate *gate, const struct compare *compare, struct error *err)
{
	for (size_t i = 0; i < gate->count; i++)
		if (gate->rules[i].subject == GATE_COST && !fits_any(&gate->rules[i], compare))
			return error_set(err, ERROR_USAGE, EINVAL,
					 "the gate's '%s' fits no configuration of these runs",
					 gate->rules[i].pattern);
	return 0;
}

int gate_apply(const struct gate *gate, struct compare *compare, struct error *err)
{
	int code = check_patterns(gate, compare, err);

	for (size_t i = 0; i < compare->count && code == 0; i++) {
		struct comparison *row = &compare->rows[i];

		row->rule =
		    gate_rule_find(gate, GATE_COST, row->cell, row->workload, row->configuration);
		if (!row->rule)
			continue;
		row->verdict = gate_verdict(row->rule, &gate_estimate(row)->interval);
		code = row->missing ? 0 : gate_unit_check(row->rule, row->metric, row->unit, err);
	}
	return code;
}
