/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_H
#define BPFTAX_APT_H

/*
 * What apt knows and can download, without privilege.
 *
 *	r = apt_dependency("linux-image-cloud-amd64", NULL, &notify, &package, &version, &err);
 *	r = apt_download(package, version, directory, &notify, &err);
 *
 * Errors are ERROR_ENVIRONMENT: no apt, no such package, no network; or -EINTR.  notify may be
 *NULL.
 */

#include "common/error.h"
#include "target/notify.h"

/*
 * The one package that a meta package (of this version, or of the newest when NULL) depends on, and
 * its exact version; the caller frees both.
 */
int apt_dependency(const char *meta, const char *version, const struct kernel_notify *notify,
		   char **ret_package, char **ret_version, struct error *err);

/* Puts the package's file into the directory, its signature chain checked by apt. */
int apt_download(const char *package, const char *version, const char *directory,
		 const struct kernel_notify *notify, struct error *err);

/*
 * Finds "Depends: NAME (= VERSION)" in a package's record, as apt-cache show prints it.  -ENODATA
 * when there is none of this form.
 */
int apt_record_dependency(const char *record, char **ret_package, char **ret_version);

#endif
