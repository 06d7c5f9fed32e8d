// SPDX-License-Identifier: GPL-2.0-or-later
#include "tree.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define LINK_TO "-> "

static void entry_make(const char *path, const char *text)
{
	assert_int_equal(file_make_parents(path, NULL), 0);
	if (text_starts_with(text, LINK_TO))
		assert_int_equal(symlink(text + strlen(LINK_TO), path), 0);
	else
		assert_int_equal(file_write_atomically(path, text, strlen(text), NULL), 0);
}

void tree_make(char root[TREE_ROOT_SIZE], const struct tree_file *files, size_t count)
{
	strcpy(root, "/tmp/bpftax-tree-XXXXXX");
	assert_non_null(mkdtemp(root));
	for (size_t i = 0; i < count; i++) {
		CLEANUP_FREE char *path = file_path("%s%s", root, files[i].path);

		entry_make(path, files[i].text);
	}
}

void tree_remove(const char *root)
{
	assert_int_equal(file_remove_tree(root), 0);
}
