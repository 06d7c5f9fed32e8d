/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_TREE_H
#define BPFTAX_KERNEL_TREE_H

/*
 * A directory in which Linux was built: what a guest boots out of it, and of which commit it is.
 *
 *	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
 *
 *	r = kernel_tree_open(".", "arch/x86/boot/bzImage", &tree, &err);
 *	boot(tree.image, tree.modules);
 */

#include <stdbool.h>
#include "common/error.h"

struct kernel_tree {
	char *directory; /* absolute */
	char *image;
	char *config;	/* path of its .config, or NULL */
	char *modules;	/* where modules are, or NULL: it built none */
	char *revision; /* of git, abbreviated; NULL: not known, or no repository */
	bool modified;	/* tracked files are not as that commit has them */
};

/*
 * image: where the architecture's build leaves it, below the directory.  ERROR_USAGE, -ENOENT: it
 * is no build tree, or nothing was built in it for this architecture.  That git cannot say which
 * commit it is, is no error.
 */
int kernel_tree_open(const char *directory, const char *image, struct kernel_tree *ret_tree,
		     struct error *err);

/*
 * Whether a kernel that calls itself so can be of that commit: "6.12.0-00003-g1a2b3c4d5e6f" says of
 * which it is (CONFIG_LOCALVERSION_AUTO); of one that does not say, it can.
 */
bool kernel_tree_release_fits(const char *release, const char *revision);

void kernel_tree_clear(struct kernel_tree *tree);

#endif
