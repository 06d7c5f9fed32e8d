// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_archive.h"
#include "target/apt.h"
#include "target/apt_state.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int records_add(const struct architecture *architecture, const char *config,
		       enum kernel_origin origin, const struct kernel_notify *notify,
		       struct kernel_index *index, struct error *err)
{
	CLEANUP_FREE char *packages = file_path("linux-image-*-%s", architecture->debian);
	CLEANUP_FREE char *records = NULL;
	int r =
	    packages ? apt_records(config, packages, notify, &records, err) : out_of_memory(err);

	if (!r && kernel_index_add(index, records, architecture->debian, origin) < 0)
		r = out_of_memory(err);
	return r;
}

/* From the private state: the own suites where the machine's apt does not have them, and all. */
static int state_add(const struct architecture *architecture, const struct apt_state *state,
		     const struct kernel_notify *notify, struct kernel_index *index,
		     struct error *err)
{
	int r =
	    architecture_is_host(architecture)
		? 0
		: records_add(architecture, state->own, KERNEL_OF_OWN_SUITE, notify, index, err);

	if (!r)
		r = records_add(architecture, state->released, KERNEL_OF_RELEASED_SUITE, notify,
				index, err);
	return r ? r
		 : records_add(architecture, state->all, KERNEL_OF_OTHER_SUITE, notify, index, err);
}

static int others_add(const struct architecture *architecture, enum kernel_archive_scope scope,
		      const struct kernel_notify *notify, struct kernel_index *index,
		      struct error *err)
{
	CLEANUP(apt_state_clear) struct apt_state state = { 0 };
	int r = scope == KERNEL_ARCHIVE_READ
		    ? apt_state_find(architecture->debian, &state, err)
		    : apt_state_open(architecture->debian, notify, &state, err);

	if (r == -ENOENT && scope == KERNEL_ARCHIVE_READ)
		return 0;
	return r ? r : state_add(architecture, &state, notify, index, err);
}

int kernel_archive_read(const struct architecture *architecture, enum kernel_archive_scope scope,
			const struct kernel_notify *notify, struct kernel_index *ret_index,
			struct error *err)
{
	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
	int r = 0;

	if (architecture_is_host(architecture))
		r = records_add(architecture, NULL, KERNEL_OF_OWN_SUITE, notify, &index, err);
	if (!r && (scope != KERNEL_ARCHIVE_OWN || !architecture_is_host(architecture)))
		r = others_add(architecture, scope, notify, &index, err);
	if (r == -ENOENT && index.count)
		r = 0;
	if (r < 0)
		return r;
	*ret_index = index;
	index = (struct kernel_index){ 0 };
	return 0;
}

/* What is to be downloaded, and what of it the archive does not list. */
struct order {
	char **packages; /* "NAME=VERSION" */
	size_t count;
	struct text_buffer missing;
};

static void order_clear(struct order *order)
{
	text_words_free(order->packages, order->count);
	text_buffer_release(&order->missing);
}

static int package_order(const char *package, const char *version, struct order *order)
{
	char **larger = reallocarray(order->packages, order->count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	order->packages = larger;
	larger[order->count] = file_path("%s=%s", package, version);
	if (!larger[order->count])
		return -ENOMEM;
	order->count++;
	return 0;
}

static int parts_order(const struct kernel_offer *offer, const char *records, struct order *order)
{
	char **parts = NULL;
	size_t count = 0;
	int r = text_split(offer->parts, ' ', &parts, &count);

	for (size_t i = 0; i < count && !r; i++) {
		if (kernel_records_have(records, parts[i], offer->version))
			r = package_order(parts[i], offer->version, order);
		else
			text_buffer_add_word(&order->missing, ", ", parts[i]);
	}
	text_words_free(parts, count);
	return r ? r : text_buffer_error(&order->missing);
}

/* All packages of a split kernel end alike: "linux-modules-7.3.4+deb13-cloud-amd64". */
static int order_make(const char *config, const struct kernel_offer *offer,
		      const struct kernel_notify *notify, struct order *order, struct error *err)
{
	static const char prefix[] = "linux-image-";
	CLEANUP_FREE char *alike = file_path("linux-*-%s", offer->package + strlen(prefix));
	CLEANUP_FREE char *records = NULL;
	int r =
	    alike && !package_order(offer->package, offer->version, order) ? 0 : out_of_memory(err);

	if (!r && *offer->parts)
		r = apt_records(config, alike, notify, &records, err);
	if (!r && *offer->parts && parts_order(offer, records, order) < 0)
		r = out_of_memory(err);
	return r;
}

/* The machine's apt has what is in its own sources; so the network is asked for the file alone. */
int kernel_archive_download(const struct architecture *architecture,
			    const struct kernel_offer *offer, const char *directory,
			    const struct kernel_notify *notify, char **ret_missing,
			    struct error *err)
{
	CLEANUP(apt_state_clear) struct apt_state state = { 0 };
	CLEANUP(order_clear) struct order order = { 0 };
	bool machines = offer->origin == KERNEL_OF_OWN_SUITE && architecture_is_host(architecture);
	int r = machines ? 0 : apt_state_find(architecture->debian, &state, err);

	if (!r)
		r = order_make(state.all, offer, notify, &order, err);
	if (!r)
		r = apt_download(state.all, (const char *const *)order.packages, order.count,
				 directory, notify, err);
	if (!r)
		*ret_missing = order.missing.length ? text_buffer_take(&order.missing) : NULL;
	return r;
}
