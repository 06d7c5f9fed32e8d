// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_range.h"
#include "target/deb_version.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void kernel_range_clear(struct kernel_range *range)
{
	for (size_t i = 0; i < range->count; i++) {
		free(range->kernels[i].name);
		free(range->kernels[i].package);
		free(range->kernels[i].version);
	}
	free(range->kernels);
	*range = (struct kernel_range){ 0 };
}

struct bounds {
	struct kernel_name from, to;
	const struct kernel_offer *oldest, *newest;
	bool release_candidates;
};

static int name_take(const char *text, const char *option, struct kernel_name *ret_name,
		     struct error *err)
{
	if (!kernel_name_parse(text, ret_name))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "%s '%s' is no name of a package: give NAME or NAME=VERSION of 'bpftax "
			 "kernel list', such as debian-6.12-cloud",
			 option, text);
}

static int bounds_check(const struct bounds *bounds, struct error *err)
{
	if (strcmp(bounds->from.flavour, bounds->to.flavour) != 0)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s and %s are two flavours, which differ in more than their age",
				 bounds->from.name, bounds->to.name);
	if (deb_version_compare(bounds->oldest->version, bounds->newest->version) < 0)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "nothing lies from %s (%s) to %s (%s): --from takes the older one",
			 bounds->from.name, bounds->oldest->version, bounds->to.name,
			 bounds->newest->version);
}

static int bounds_find(const struct kernel_index *index, const struct kernel_range_ends *ends,
		       struct bounds *bounds, struct error *err)
{
	int r = name_take(ends->from, "--from", &bounds->from, err);

	if (!r)
		r = name_take(ends->to, "--to", &bounds->to, err);
	if (!r)
		r = kernel_index_find(index, &bounds->from, &bounds->oldest, err);
	if (!r)
		r = kernel_index_find(index, &bounds->to, &bounds->newest, err);
	bounds->release_candidates = ends->release_candidates;
	return r ? r : bounds_check(bounds, err);
}

static bool is_between(const struct bounds *bounds, const struct kernel_offer *offer)
{
	struct kernel_name name;

	if (offer == bounds->oldest || offer == bounds->newest)
		return true;
	return !kernel_name_parse(offer->name, &name) &&
	       !strcmp(name.flavour, bounds->from.flavour) &&
	       deb_version_compare(bounds->oldest->version, offer->version) < 0 &&
	       deb_version_compare(offer->version, bounds->newest->version) < 0 &&
	       (bounds->release_candidates || !kernel_version_is_candidate(offer->version));
}

static int kernel_add(struct kernel_range *range, const struct kernel_offer *offer)
{
	struct ranged_kernel *kernel = &range->kernels[range->count++];

	*kernel = (struct ranged_kernel){
		.name = file_path("%s=%s", offer->name, offer->version),
		.package = strdup(offer->package),
		.version = strdup(offer->version),
		.origin = offer->origin,
	};
	return kernel->name && kernel->package && kernel->version ? 0 : -ENOMEM;
}

static int oldest_first(const void *left, const void *right)
{
	const struct ranged_kernel *a = left, *b = right;
	int order = deb_version_compare(a->version, b->version);

	return order ? order : strcmp(a->package, b->package);
}

static bool same_series(const struct ranged_kernel *one, const struct ranged_kernel *other)
{
	size_t length = strcspn(one->name, "=");

	return length == strcspn(other->name, "=") && !strncmp(one->name, other->name, length);
}

static void series_number(struct kernel_range *range)
{
	for (size_t i = 1; i < range->count; i++)
		range->kernels[i].series = range->kernels[i - 1].series +
					   !same_series(&range->kernels[i - 1], &range->kernels[i]);
}

int kernel_range_find(const struct kernel_index *index, const struct kernel_range_ends *ends,
		      struct kernel_range *ret_range, struct error *err)
{
	CLEANUP(kernel_range_clear) struct kernel_range range = { 0 };
	struct bounds bounds;
	int r = bounds_find(index, ends, &bounds, err);

	if (r < 0)
		return r;
	range.kernels = calloc(index->count, sizeof(*range.kernels));
	if (!range.kernels)
		return out_of_memory(err);
	for (size_t i = 0; i < index->count && !r; i++)
		if (is_between(&bounds, &index->offers[i]))
			r = kernel_add(&range, &index->offers[i]);
	if (r < 0)
		return out_of_memory(err);
	qsort(range.kernels, range.count, sizeof(*range.kernels), oldest_first);
	series_number(&range);
	*ret_range = range;
	range = (struct kernel_range){ 0 };
	return 0;
}

/* The number behind "deb" or "bpo", as in 6.12.118+deb13 and 6.12.117-1~deb12u1; 0: there is none.
 */
static unsigned int release_number(const char *text)
{
	unsigned int number;

	for (; *text; text++)
		if (sscanf(text, "deb%u", &number) == 1 || sscanf(text, "bpo%u", &number) == 1)
			return number;
	return 0;
}

static unsigned int release_of(const struct ranged_kernel *kernel)
{
	unsigned int number = release_number(kernel->package);

	return number ? number : release_number(kernel->version);
}

bool kernel_range_built_apart(const struct ranged_kernel *one, const struct ranged_kernel *other)
{
	unsigned int a = release_of(one), b = release_of(other);

	return a && b ? a != b : one->origin != other->origin;
}
