// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tree of elfutils' lib/eu-search.c, for a libelf.a that uses it and does not hold it: 0.192's,
 * whose libeu.a is not installed.  meson.build finds out whether it is needed.
 *
 * libelf's struct begins with the root; what follows is a lock that its functions alone would take,
 * and the agent reads each ELF file in one thread.
 */
#include <search.h>
#include <stddef.h>

struct search_tree {
	void *root;
};

typedef int comparison(const void *, const void *);

void eu_search_tree_init(struct search_tree *tree);
void *eu_tsearch(const void *key, struct search_tree *tree, comparison *compare);
void *eu_tfind(const void *key, struct search_tree *tree, comparison *compare);
void *eu_tdelete(const void *key, struct search_tree *tree, comparison *compare);
void eu_tdestroy(struct search_tree *tree, void (*node_free)(void *));
void eu_search_tree_fini(struct search_tree *tree, void (*node_free)(void *));

void eu_search_tree_init(struct search_tree *tree)
{
	tree->root = NULL;
}

void *eu_tsearch(const void *key, struct search_tree *tree, comparison *compare)
{
	return tsearch(key, &tree->root, compare);
}

void *eu_tfind(const void *key, struct search_tree *tree, comparison *compare)
{
	return tfind(key, &tree->root, compare);
}

void *eu_tdelete(const void *key, struct search_tree *tree, comparison *compare)
{
	return tdelete(key, &tree->root, compare);
}

void eu_tdestroy(struct search_tree *tree, void (*node_free)(void *))
{
	tdestroy(tree->root, node_free);
	tree->root = NULL;
}

void eu_search_tree_fini(struct search_tree *tree, void (*node_free)(void *))
{
	eu_tdestroy(tree, node_free);
}
