/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_RECORD_H
#define BPFTAX_KERNEL_RECORD_H

/*
 * What is written down of a fetched package: its package.json (kernel_package.h).
 *
 *	kernel_record_write(directory, offer, &debs, missing, &err);
 *	...
 *	if (kernel_record_origin(directory) == KERNEL_OF_OWN_SUITE)
 */

#include "common/error.h"
#include "target/kernel_index.h"
#include "target/kernel_unpack.h"

/*
 * Package, version, release, whose suite, and SHA-256 of the files that apt checked; missing: the
 * parts that the archive's index does not list, or NULL.
 */
int kernel_record_write(const char *directory, const struct kernel_offer *offer,
			const struct kernel_debs *debs, const char *missing, struct error *err);

/* Whose suite it was from; an older bpftax did not write that down, and had the user's own alone.
 */
enum kernel_origin kernel_record_origin(const char *directory);

#endif
