// SPDX-License-Identifier: GPL-2.0-or-later
#include "tree.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

void tree_make(char root[TREE_ROOT_SIZE], const struct tree_file *files, size_t count)
{
	strcpy(root, "/tmp/bpftax-tree-XXXXXX");
	assert_non_null(mkdtemp(root));
	for (size_t i = 0; i < count; i++) {
		CLEANUP_FREE char *path = file_path("%s%s", root, files[i].path);

		assert_int_equal(file_make_parents(path, NULL), 0);
		assert_int_equal(
		    file_write_atomically(path, files[i].text, strlen(files[i].text), NULL), 0);
	}
}

void tree_remove(const char *root)
{
	assert_int_equal(file_remove_tree(root), 0);
}
