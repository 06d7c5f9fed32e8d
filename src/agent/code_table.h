/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CODE_TABLE_H
#define BPFTAX_AGENT_CODE_TABLE_H

/*
 * Whose code lies where: a list of functions, found by address.
 *
 *	struct code_table table = {};
 *
 *	code_table_add_kallsyms(&table, list);
 *	code_table_add_elf(&table, "/proc/self/exe");
 *	code_table_sort(&table);
 *	json_array_append_new(found, code_name_to_json(code_table_find(&table, address)));
 *	code_table_clear(&table);
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct code_name {
	uint64_t start, end; /* end: behind its last byte; 0: where the next begins */
	char *name;
	const char *module; /* "" of the kernel's own; else as anatomy/code_symbols.h has it */
	bool is_global;	    /* of several at one place the better one */
};

struct code_table {
	struct code_name *names;
	size_t count, room;
	char **modules; /* each once */
	size_t module_count;
};

/* Copies name and module; -ENOMEM. */
int code_table_add(struct code_table *table, const struct code_name *name);

/* Forgets what begins from start on and before end; the order is another then. */
void code_table_remove(struct code_table *table, uint64_t start, uint64_t end);

/* Functions of /proc/kallsyms. */
int code_table_add_kallsyms(struct code_table *table, FILE *list);

/* Functions of a program that lies where it was linked; one without symbols adds none. */
int code_table_add_elf(struct code_table *table, const char *path);

/* Before anything is found: by address, one name for each place, ends where the next begins. */
void code_table_sort(struct code_table *table);

/* NULL where nothing is known; good until the table changes. */
const struct code_name *code_table_find(const struct code_table *table, uint64_t address);

/* ["ffffffff81000000", "ffffffff81000010", name, module], a new reference. */
json_t *code_name_to_json(const struct code_name *name);

/* Safe on zeroes. */
void code_table_clear(struct code_table *table);

#endif
