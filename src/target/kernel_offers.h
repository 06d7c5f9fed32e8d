/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_OFFERS_H
#define BPFTAX_KERNEL_OFFERS_H

/*
 * What words mean in the archive: names, NAME=VERSION, debian-newest-cloud, patterns.
 *
 *	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
 *	CLEANUP(kernel_offers_clear) struct kernel_offers offers = { 0 };
 *
 *	r = kernel_offers_find(architecture, words, count, &notify, &index, &offers, &err);
 *	for (i < offers.count)
 *		r = kernel_fetch_offer(architecture, offers.items[i], ...);
 */

#include <stddef.h>
#include "common/error.h"
#include "target/architecture.h"
#include "target/kernel_index.h"
#include "target/notify.h"

/* What they point to is an index's. */
struct kernel_offers {
	const struct kernel_offer **items;
	size_t count;
};

void kernel_offers_clear(struct kernel_offers *offers);

/*
 * Adds what a word means in an index, unless it is there already: what a name means, one version,
 * or of each name that a pattern matches what that means, the oldest series first and without
 * release candidates.  -ENOENT and ERROR_ENVIRONMENT, with what there is, when there is none.
 */
int kernel_offers_add(const struct kernel_index *index, const char *word,
		      struct kernel_offers *offers, struct error *err);

/*
 * What some words mean in the archive.  The user's own suites are asked first, and the whole
 * archive where they do not have one or a word is about all of it.  The offers are those of
 * *ret_index; errors as of kernel_archive_read() and above, nothing is handed out then.
 */
int kernel_offers_find(const struct architecture *architecture, char *const *words, size_t count,
		       const struct kernel_notify *notify, struct kernel_index *ret_index,
		       struct kernel_offers *ret_offers, struct error *err);

#endif
