/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEMPLATE_H
#define BPFTAX_TEMPLATE_H

/*
 * Manual pages and completion are templates (docs/man, completion) in which a line "@NAME@" stands
 * for what the program's tables say: its commands, options, mechanisms, ...
 *
 *	template_print(file, "docs/man/bpftax.1.scd", stdout, &err);
 *
 * The names are the rows of the table in template.c; each is printed by one of the functions below.
 */

#include <stdio.h>
#include "common/error.h"

/* 0; -EINVAL for a line that names no part; another negative errno when reading fails. */
int template_print(FILE *file, const char *name, FILE *out, struct error *err);

/* Manual pages, in scdoc's language (manual_*.c). */
void manual_commands(FILE *out);
void manual_keys(FILE *out);
void manual_mechanisms(FILE *out);
void manual_programs(FILE *out);
void manual_workloads(FILE *out);
void manual_statuses(FILE *out);
void manual_verdicts(FILE *out);
void manual_terms(FILE *out);

/* Completion, one file a shell. */
void bash_commands(FILE *out);
void bash_options(FILE *out);
void bash_values(FILE *out);
void zsh_commands(FILE *out);
void zsh_arguments(FILE *out);
void fish_commands(FILE *out);
void fish_arguments(FILE *out);

#endif
