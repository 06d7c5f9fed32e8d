// SPDX-License-Identifier: GPL-2.0-or-later
/* Directories that are build trees, and such as are none. */
#include "target/kernel_tree.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define IMAGE "arch/x86/boot/bzImage"
#define GIT "git -c user.name=nobody -c user.email=nobody@example.org "

/* In a new directory, whose name it leaves in `tree`. */
static void make(char tree[64], const char *commands)
{
	CLEANUP_FREE char *line = NULL;

	strcpy(tree, "/tmp/bpftax-tree-XXXXXX");
	assert_non_null(mkdtemp(tree));
	line = file_path("cd %s && { %s ; } >/dev/null 2>&1", tree, commands);
	if (system(line) != 0)
		skip();
}

static void unmake(const char *tree)
{
	CLEANUP_FREE char *line = file_path("rm -rf %s", tree);

	assert_int_equal(system(line), 0);
}

static void a_commit(void **state)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	struct error err = { 0 };
	char path[64];

	(void)state;
	make(path,
	     "git init -q . && mkdir -p arch/x86/boot && touch Kconfig .config modules.order " IMAGE
	     " && git add Kconfig && " GIT "commit -qm one");
	assert_int_equal(kernel_tree_open(path, IMAGE, &tree, &err), 0);
	assert_true(strstr(tree.image, path) && strstr(tree.image, IMAGE));
	assert_non_null(tree.config);
	assert_string_equal(tree.modules, tree.directory);
	assert_int_equal(strlen(tree.revision), 12);
	assert_false(tree.modified);
	unmake(path);
}

static void changes(void **state)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	struct error err = { 0 };
	char path[64];

	(void)state;
	make(path, "git init -q . && mkdir -p arch/x86/boot && touch Kconfig " IMAGE
		   " && git add Kconfig && " GIT "commit -qm one && echo two >Kconfig");
	assert_int_equal(kernel_tree_open(path, IMAGE, &tree, &err), 0);
	assert_true(tree.modified);
	assert_null(tree.config);
	assert_null(tree.modules);
	unmake(path);
}

/* What lies unpacked in another project's repository is no commit of it. */
static void not_its_own_repository(void **state)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	CLEANUP_FREE char *below = NULL;
	struct error err = { 0 };
	char path[64];

	(void)state;
	make(path,
	     "git init -q . && touch a && git add a && " GIT
	     "commit -qm one && mkdir -p linux/arch/x86/boot && touch linux/Kconfig linux/" IMAGE);
	below = file_path("%s/linux", path);
	assert_int_equal(kernel_tree_open(below, IMAGE, &tree, &err), 0);
	assert_null(tree.revision);
	unmake(path);
}

/* make O=build leaves a link to where the sources are. */
static void built_elsewhere(void **state)
{
	CLEANUP(kernel_tree_clear) struct kernel_tree tree = { 0 };
	CLEANUP_FREE char *below = NULL;
	struct error err = { 0 };
	char path[64];

	(void)state;
	make(path, "mkdir -p src build/arch/x86/boot && touch build/.config build/" IMAGE
		   " && ln -s ../src build/source && cd src && git init -q . && touch Kconfig && "
		   "git add Kconfig && " GIT "commit -qm one");
	below = file_path("%s/build", path);
	assert_int_equal(kernel_tree_open(below, IMAGE, &tree, &err), 0);
	assert_non_null(tree.revision);
	unmake(path);
}

static void nothing_built(void **state)
{
	struct kernel_tree tree;
	struct error err = { 0 };
	char path[64];

	(void)state;
	make(path, "touch Kconfig");
	assert_int_equal(kernel_tree_open(path, IMAGE, &tree, &err), -ENOENT);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "has no " IMAGE " (`make bzImage` makes it)"));
	assert_int_equal(kernel_tree_open("/nowhere/at/all", IMAGE, &tree, &err), -ENOENT);
	unmake(path);
}

static void releases(void **state)
{
	static const char revision[] = "1a2b3c4d5e6f";

	(void)state;
	assert_true(kernel_tree_release_fits("6.12.117-00003-g1a2b3c4d5e6f", revision));
	assert_true(kernel_tree_release_fits("6.12.117-g1a2b3c4-dirty", revision));
	assert_true(kernel_tree_release_fits("6.12.0-g1a2b3c4d5e6f7a", revision));
	assert_false(kernel_tree_release_fits("6.12.117-00003-g1a2b3c4d5e60", revision));
	assert_false(kernel_tree_release_fits("6.12.117-gabcdef0-dirty", revision));
	/* It does not say. */
	assert_true(kernel_tree_release_fits("6.12.117+deb12-cloud-amd64", revision));
	assert_true(kernel_tree_release_fits("6.12.0-grsec", revision));
	assert_true(kernel_tree_release_fits("6.12.0-gabc", revision));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_commit),
		cmocka_unit_test(changes),
		cmocka_unit_test(not_its_own_repository),
		cmocka_unit_test(built_elsewhere),
		cmocka_unit_test(nothing_built),
		cmocka_unit_test(releases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
