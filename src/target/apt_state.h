/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_APT_STATE_H
#define BPFTAX_APT_STATE_H

/*
 * A state of apt that is the user's own, in which all suites of Debian's archive are read, and not
 * those alone that the machine has as sources.
 *
 *	CLEANUP(apt_state_clear) struct apt_state state = { 0 };
 *
 *	r = apt_state_open("amd64", &notify, &state, &err);
 *	if (!r)
 *		r = apt_records(state.all, "linux-image-*-amd64", &notify, &records, &err);
 *
 * It lies in CACHE/apt/ARCHITECTURE, is written without privilege and never touches the machine's.
 * Addresses, proxies and keys are those of the user's own sources (apt_source.h), and apt checks
 * the signatures by them.  Which suites there are the archive says itself: the names that pass from
 * release to release (oldoldstable, oldstable, stable, testing, unstable, experimental) are asked
 * for the codenames that they have today, and codenames are read with -updates, -backports and
 * -security where the archive has these.  (A codename and not the name that passes: it is what
 * everybody asks for, so that what stands between keeps it fresh.)
 *
 * What was read is used for a day (APT_STATE_FRESH_S), unless the user's sources change.
 */

#include "common/error.h"
#include "target/notify.h"

#define APT_STATE_FRESH_S (24 * 60 * 60)
/* Where a part could not be read: a suite may be gone for good. */
#define APT_STATE_RETRY_S 60

/* Settings for apt.h. */
struct apt_state {
	char *all;	/* every suite */
	char *released; /* without testing, unstable and experimental */
	char *own;	/* the suites that are among the user's sources, of that architecture */
};

/*
 * Reads the archive's indexes where they are missing or old.  A part that cannot be read is said to
 * the user, and is as it was read before, or missing; it is tried again after a minute.
 * ERROR_ENVIRONMENT when nothing could be read, or the user's sources have no archive of Debian
 * (-ENOENT); -EINTR.
 */
int apt_state_open(const char *debian_architecture, const struct kernel_notify *notify,
		   struct apt_state *ret_state, struct error *err);

/*
 * The same without reading anything: what has been read, however old; -ENOENT when nothing has.
 */
int apt_state_find(const char *debian_architecture, struct apt_state *ret_state, struct error *err);

void apt_state_clear(struct apt_state *state);

#endif
