// SPDX-License-Identifier: GPL-2.0-or-later
#include "manual/template.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

static const struct {
	const char *name;
	void (*print)(FILE *out);
} parts[] = {
	{ "commands", manual_commands },      { "keys", manual_keys },
	{ "mechanisms", manual_mechanisms },  { "programs", manual_programs },
	{ "workloads", manual_workloads },    { "statuses", manual_statuses },
	{ "verdicts", manual_verdicts },      { "terms", manual_terms },
	{ "bash-commands", bash_commands },   { "bash-options", bash_options },
	{ "bash-values", bash_values },	      { "zsh-commands", zsh_commands },
	{ "zsh-arguments", zsh_arguments },   { "fish-commands", fish_commands },
	{ "fish-arguments", fish_arguments },
};

/* Whether the line is "@NAME@" and a newline; then cuts the name out of it. */
static char *part_name(char *line)
{
	size_t length = strcspn(line, "\n");

	if (length < 3 || line[0] != '@' || line[length - 1] != '@' || memchr(line, ' ', length))
		return NULL;
	line[length - 1] = '\0';
	return line + 1;
}

static int print_part(const char *part, const char *name, FILE *out, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (strcmp(parts[i].name, part) != 0)
			continue;
		parts[i].print(out);
		return 0;
	}
	return error_set(err, ERROR_USAGE, EINVAL, "%s: there is no part '%s'", name, part);
}

int template_print(FILE *file, const char *name, FILE *out, struct error *err)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	int code = 0;

	while (code == 0 && getline(&line, &size, file) >= 0) {
		const char *part = part_name(line);

		if (part)
			code = print_part(part, name, out, err);
		else
			fputs(line, out);
	}
	if (code == 0 && ferror(file))
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot read '%s'", name);
	return code;
}
