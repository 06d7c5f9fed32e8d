// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_record.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/sha256.h"
#include "common/text.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Keys that are read again. */
#define OWN_SUITE "own_suite"
#define RELEASED_SUITE "released_suite"

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* SHA-256 of each file by its name, which begins with the package's. */
static int sums_make(const struct kernel_debs *debs, json_t **ret_sums, struct error *err)
{
	json_t *sums = json_object();

	for (size_t i = 0; i < debs->count; i++) {
		char sha256[65];
		int r = file_sha256(debs->paths[i], sha256, err);

		if (r < 0) {
			json_decref(sums);
			return r;
		}
		json_object_set_new(sums, strrchr(debs->paths[i], '/') + 1, json_string(sha256));
	}
	*ret_sums = sums;
	return 0;
}

int kernel_record_write(const char *directory, const struct kernel_offer *offer,
			const struct kernel_debs *debs, const char *missing, struct error *err)
{
	CLEANUP_FREE char *path = file_path("%s/package.json", directory), *text = NULL;
	const char *package = offer->package, *prefix = "linux-image-";
	json_t *record, *sums;
	int r = sums_make(debs, &sums, err);

	if (r < 0)
		return r;
	record = json_pack("{s:s, s:s, s:s, s:b, s:b, s:o}", "package", package, "version",
			   offer->version, "release",
			   text_starts_with(package, prefix) ? package + strlen(prefix) : package,
			   OWN_SUITE, offer->origin == KERNEL_OF_OWN_SUITE, RELEASED_SUITE,
			   offer->origin == KERNEL_OF_RELEASED_SUITE, "sha256", sums);
	if (missing)
		json_object_set_new(record, "not_listed", json_string(missing));
	text = json_dumps(record, JSON_INDENT(2));
	json_decref(record);
	if (!path || !text)
		return out_of_memory(err);
	return file_write_atomically(path, text, strlen(text), err);
}

/* An older bpftax did not write it down, and had no others. */
enum kernel_origin kernel_record_origin(const char *directory)
{
	CLEANUP_FREE char *path = file_path("%s/package.json", directory);
	json_t *record = path ? json_load_file(path, 0, NULL) : NULL;
	enum kernel_origin origin = KERNEL_OF_OWN_SUITE;

	if (json_is_false(json_object_get(record, OWN_SUITE)))
		origin = json_is_false(json_object_get(record, RELEASED_SUITE))
			     ? KERNEL_OF_OTHER_SUITE
			     : KERNEL_OF_RELEASED_SUITE;
	json_decref(record);
	return origin;
}
