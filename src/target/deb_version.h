/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DEB_VERSION_H
#define BPFTAX_DEB_VERSION_H

/*
 * Orders versions of Debian packages as the Debian policy says (section 5.6.12): digits as numbers,
 * letters before other characters, '~' before everything, even the end.
 *
 *	deb_version_compare("6.12.9-1", "6.12.10-1") < 0
 *	deb_version_compare("6.12.9-1~deb12u1", "6.12.9-1") < 0
 */

/* Negative, 0 or positive.  Versions of kernels have no epoch; a ':' counts as any character. */
int deb_version_compare(const char *left, const char *right);

#endif
