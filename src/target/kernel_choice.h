/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_CHOICE_H
#define BPFTAX_KERNEL_CHOICE_H

/*
 * What a word of --kernel means that may be a pattern: kernels that have been fetched.  (What a
 * word of `kernel fetch` means is in kernel_offers.h.)
 *
 *	CLEANUP(kernel_choices_clear) struct kernel_choices choices = { 0 };
 *
 *	r = kernel_choices_fetched(architecture, "debian-*-cloud", &choices, &err);
 *	for (i < choices.count)
 *		kernel_resolve(choices.items[i], ...);
 *
 * A pattern never makes anything be fetched that was not asked for by `kernel fetch`, and changes
 * no other name's meaning.
 */

#include <stddef.h>
#include "common/error.h"
#include "target/architecture.h"

/* Names with versions ("debian-7.3-cloud=7.3.4-1~bpo13+1"), for --kernel and kernel_package.h. */
struct kernel_choices {
	char **items;
	size_t count;
};

void kernel_choices_clear(struct kernel_choices *choices);

/*
 * A pattern: of each name that it matches the newest that has been fetched, the oldest series
 * first; ERROR_USAGE and -ENOENT when there is none.  The modules of each lie beside it
 * (kernel_package.h). Any other word is itself, whatever it is (a path, host, a name that is yet to
 * be fetched).
 */
int kernel_choices_fetched(const struct architecture *architecture, const char *word,
			   struct kernel_choices *ret_choices, struct error *err);

#endif
