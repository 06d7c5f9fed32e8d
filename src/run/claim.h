/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_CLAIM_H
#define BPFTAX_RUN_CLAIM_H

/*
 * That a run is under way in this process, so that no other one goes on with it.  The claim is a
 * name among the kernel's sockets: it leaves nothing on a disk, and is gone with the process,
 * however that ends.  Those of another network namespace do not see it (docs/reliability.md).
 *
 *	CLEANUP_CLOSE int claim = run_claim(run->record.id, &err);
 *
 *	if (claim < 0)
 *		return claim;
 */

#include "common/error.h"

/*
 * A descriptor, which is the claim until it is closed.  -EBUSY, ERROR_USAGE: another process has
 * it.
 */
int run_claim(const char *run_id, struct error *err);

#endif
