/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_NAME_H
#define BPFTAX_KERNEL_NAME_H

/*
 * Names of Debian's kernels: debian-SERIES[-FLAVOUR][=VERSION], and debian-newest[-FLAVOUR], which
 * is whatever series is the newest that has been released.
 *
 *	struct kernel_name name;
 *
 *	r = kernel_name_parse("debian-6.12-cloud=6.12.117-1", &name);
 *	...
 *	kernel_version_is_of("6.12.117-1", name.series);	// true
 *
 * A name says what is wanted, not what there is: which series and flavours exist only the archive's
 * index knows (kernel_index.h).  A series is Linux's own, so a name means the same on every release
 * of Debian.
 *
 * A pattern ('debian-*-cloud') is several names, by the rules of glob(7):
 *
 *	if (kernel_name_is_pattern(word))
 *		... kernel_name_matches(word, "debian-6.12-cloud") ...
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

struct kernel_name {
	char name[48];	     /* "debian-6.12-cloud": all but the version */
	char series[16];     /* "6.12"; "newest" */
	char flavour[24];    /* "cloud", "rt"; "" for the one without a word */
	const char *version; /* in the text that was parsed, or NULL: the newest */
	bool newest;	     /* of whatever series; then there is no version */
};

/*
 * -EINVAL when the text is no such name, or its version cannot be one of a package (it becomes the
 * name of a directory); the result is untouched then.
 */
int kernel_name_parse(const char *specification, struct kernel_name *ret_name);

/* The same with a sentence, of ERROR_USAGE. */
int kernel_name_check(const char *specification, struct kernel_name *ret_name, struct error *err);

/* Whether the text has the form of a name, whatever version follows. */
bool kernel_name_is(const char *specification);

/* Whether it begins as a name does, and has '*', '?' or '[' in it. */
bool kernel_name_is_pattern(const char *specification);

/* Whether a name without a version is one of the pattern's; a name matches itself. */
bool kernel_name_matches(const char *pattern, const char *name);

/* Whether a package's version is that of a release candidate: "7.3~rc7-1~exp1". */
bool kernel_version_is_candidate(const char *version);

/*
 * The name of what a package holds: "linux-image-6.1.0-56-cloud-amd64", whose version is
 * "6.1.192-2", is "debian-6.1-cloud".  -EINVAL when it is no image for that architecture (the end
 * of Debian's package names).
 */
int kernel_name_of_package(const char *package, const char *version, const char *architecture,
			   struct kernel_name *ret_name);

/* Whether a package's version is one of the series: "6.1.192-2" is of "6.1", not of "6.12". */
bool kernel_version_is_of(const char *version, const char *series);

/* "6.12, for cloud machines": what a list says beside the name.  Returns the buffer. */
const char *kernel_name_summary(const struct kernel_name *name, char *buffer, size_t size);

#endif
