/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_H
#define BPFTAX_APT_H

/*
 * What apt knows and can download, without privilege, of the sources that its own configuration
 * names.
 *
 *	r = apt_records("linux-image-*-amd64", &notify, &records, &err);
 *	r = apt_download(package, version, directory, &notify, &err);
 *
 * Errors are ERROR_ENVIRONMENT: no apt (-ENOENT), no network; or -EINTR.  notify may be NULL.
 */

#include "common/error.h"
#include "target/notify.h"

/*
 * The records of all packages whose name matches the pattern ('*' is anything), in every version
 * that there is: "KEY: VALUE" lines, a blank line behind each record.  "" when none matches.  The
 * caller frees.
 */
int apt_records(const char *pattern, const struct kernel_notify *notify, char **ret_records,
		struct error *err);

/* Puts the package's file into the directory, its signature chain checked by apt. */
int apt_download(const char *package, const char *version, const char *directory,
		 const struct kernel_notify *notify, struct error *err);

#endif
