/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_MACHINE_CLAIM_H
#define BPFTAX_MACHINE_CLAIM_H

/*
 * One bpftax at a time measures on this machine's own kernel: two would be in each other's figures,
 * and one would find the other's programs on its hooks.  A name among Linux's abstract sockets,
 * which goes with the process that has it, however that ends.  Those of another network namespace
 * do not see it (docs/reliability.md).
 *
 *	machine_claim(&notify, 1800, &claim, &err);
 *	...
 *	close(claim);
 */

#include "common/error.h"
#include "target/notify.h"

/*
 * Waits until nobody else has it, for so many seconds at the most, and says first who has and what
 * that does.  0, and *ret_claim is to be closed; -EINTR when notify says that the user wants no
 * more; -EBUSY, ERROR_ENVIRONMENT, with who still has it; another negative errno where there are no
 * sockets.
 */
int machine_claim(const struct kernel_notify *notify, unsigned int limit_s, int *ret_claim,
		  struct error *err);

#endif
