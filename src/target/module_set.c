// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/module_set.h"
#include "target/module_info.h"
#include "target/uncompress.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 64

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct module *)left)->name, ((const struct module *)right)->name);
}

static struct module *module_find(const struct module_set *set, const char *name)
{
	struct module key = { .name = (char *)name };

	return set->count ? bsearch(&key, set->modules, set->count, sizeof(key), by_name) : NULL;
}

bool module_set_has(const struct module_set *set, const char *name)
{
	return module_find(set, name);
}

static int module_add(struct module_set *set, const char *path)
{
	struct module *larger;
	char name[NAME_BYTES];

	if (!module_name_of_file(path, name, sizeof(name)))
		return 0;
	larger = reallocarray(set->modules, set->count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	set->modules = larger;
	larger[set->count] = (struct module){ .name = strdup(name), .path = strdup(path) };
	set->count++;
	return larger[set->count - 1].name && larger[set->count - 1].path ? 0 : -ENOMEM;
}

static int directory_walk(const char *directory, struct module_set *set)
{
	char *const roots[] = { (char *)directory, NULL };
	/* The directory itself may be a link; those within it lead back to the kernel's source. */
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	FTSENT *entry;
	int r = 0;

	if (!walk)
		return -errno;
	while (!r && (entry = fts_read(walk))) {
		if (entry->fts_info == FTS_F)
			r = module_add(set, entry->fts_path);
		else if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR)
			r = -entry->fts_errno;
	}
	fts_close(walk);
	return r;
}

int module_set_index(const char *directory, struct module_set *ret_set, struct error *err)
{
	struct module_set set = { 0 };
	int r = directory_walk(directory, &set);

	if (r < 0) {
		module_set_clear(&set);
		return error_errno(err, ERROR_ENVIRONMENT, -r, "cannot read the modules in '%s'",
				   directory);
	}
	if (set.count)
		qsort(set.modules, set.count, sizeof(*set.modules), by_name);
	*ret_set = set;
	return 0;
}

static int module_load(struct module *module, struct error *err)
{
	CLEANUP_FREE char *packed = NULL;
	size_t packed_length;
	int r = file_read(module->path, &packed, &packed_length, err);

	if (r < 0)
		return r;
	r = uncompress(packed, packed_length, &module->bytes, &module->length, err);
	return r < 0 ? error_prefix(err, r, "module '%s'", module->path) : 0;
}

static int order_append(struct module_set *set, struct module *module)
{
	struct module **larger = reallocarray(set->order, set->order_count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	set->order = larger;
	larger[set->order_count++] = module;
	return 0;
}

static int module_visit(struct module_set *set, struct module *module, struct error *err);

static int depends_visit(struct module_set *set, char *depends, struct error *err)
{
	int r = 0;

	for (char *name = strsep(&depends, ","); name && !r; name = strsep(&depends, ",")) {
		struct module *module;

		if (!*name)
			continue;
		for (char *dash = strchr(name, '-'); dash; dash = strchr(dash, '-'))
			*dash = '_';
		module = module_find(set, name);
		if (module)
			r = module_visit(set, module, err);
		else if (!set->missing)
			set->missing = strdup(name);
	}
	return r;
}

static int module_visit(struct module_set *set, struct module *module, struct error *err)
{
	CLEANUP_FREE char *depends = NULL;
	int r;

	if (module->visited)
		return 0;
	module->visited = true;
	r = module_load(module, err);
	if (r < 0)
		return r;
	r = module_info_depends(module->bytes, module->length, &depends, err);
	if (r < 0)
		return error_prefix(err, r, "'%s'", module->path);
	r = depends_visit(set, depends, err);
	if (r < 0)
		return r;
	if (order_append(set, module) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return 0;
}

int module_set_want(struct module_set *set, const char *name, struct error *err)
{
	struct module *module = module_find(set, name);

	if (!module)
		return error_set(err, ERROR_ENVIRONMENT, ENOENT, "there is no module '%s'", name);
	return module_visit(set, module, err);
}

void module_set_clear(struct module_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		free(set->modules[i].name);
		free(set->modules[i].path);
		free(set->modules[i].bytes);
	}
	free(set->modules);
	free(set->order);
	free(set->missing);
	*set = (struct module_set){ 0 };
}
