/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_H
#define BPFTAX_APT_H

/*
 * What apt knows and can download, without privilege.
 *
 *	r = apt_records(NULL, "linux-image-*-amd64", &notify, &records, &err);
 *	r = apt_download(NULL, &package, 1, directory, &notify, &err);
 *
 * `config` is a file of settings that are to hold instead of the machine's (apt_state.h writes
 * such ones), or NULL: what the machine's own sources say.  Errors are ERROR_ENVIRONMENT: no apt
 * (-ENOENT), no network; or -EINTR.  notify may be NULL.
 */

#include <stddef.h>
#include "common/error.h"
#include "target/notify.h"

/*
 * The records of all packages whose name matches the pattern ('*' is anything), in every version
 * that there is: "KEY: VALUE" lines, a blank line behind each record.  "" when none matches.  The
 * caller frees.
 */
int apt_records(const char *config, const char *pattern, const struct kernel_notify *notify,
		char **ret_records, struct error *err);

/*
 * Puts the packages' files ("NAME=VERSION" each) into the directory, their signature chain checked
 * by apt.
 */
int apt_download(const char *config, const char *const *packages, size_t count,
		 const char *directory, const struct kernel_notify *notify, struct error *err);

/*
 * A line for each index of packages that apt has read, of these fields (of apt-get indextargets),
 * a tab between two.  The caller frees.
 */
int apt_targets(const char *config, const char *const *fields, size_t count,
		const struct kernel_notify *notify, char **ret_text, struct error *err);

/*
 * Reads the indexes anew.  What apt complains of is no error here, as the rest of it has been read:
 * the first complaint that is not that a suite is not there, or NULL.  The caller frees.
 */
int apt_update(const char *config, const struct kernel_notify *notify, char **ret_complaint,
	       struct error *err);

#endif
