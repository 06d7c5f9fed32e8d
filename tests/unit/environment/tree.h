/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_TREE_H
#define BPFTAX_TEST_TREE_H

/*
 * A machine made of files: a proc and a sys below a directory of their own.
 *
 *	const struct tree_file files[] = { { "/sys/devices/system/cpu/smt/active", "1\n" } };
 *	char root[TREE_ROOT_SIZE];
 *
 *	tree_make(root, files, 1);
 *	facts_read(&(struct facts_source){ .root = root }, FACTS_OF_MACHINE, facts);
 *	tree_remove(root);
 */

#include <stddef.h>

#define TREE_ROOT_SIZE 64

struct tree_file {
	const char *path;
	const char *text; /* "-> TARGET": a symbolic link */
};

void tree_make(char root[TREE_ROOT_SIZE], const struct tree_file *files, size_t count);
void tree_remove(const char *root);

#endif
