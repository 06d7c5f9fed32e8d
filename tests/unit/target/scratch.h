/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_SCRATCH_H
#define BPFTAX_TARGET_SCRATCH_H

/*
 * A directory of its own for a test, which is also the user's cache while it runs; the test's state
 * is its path.
 *
 *	SCRATCH_TEST(a_package_is_unpacked),
 */

int scratch_make(void **state);
int scratch_remove(void **state);

#define SCRATCH_TEST(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, scratch_make, scratch_remove)

#endif
