/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_BLIND_H
#define BPFTAX_AGENT_CALL_BLIND_H

/*
 * Any system call of this architecture by its name, with arguments that are neither a descriptor
 * nor an address nor a flag: it ends where the kernel refuses them.
 *
 *	call_blind("mount_setattr", &call, &err);
 */

#include "agent/trigger/call_known.h"
#include "common/error.h"

/*
 * In a guest alone.  -EOPNOTSUPP when there is no such call, or when it would end or stop who makes
 * it, or leave something behind.
 */
int call_blind(const char *name, struct call *ret_call, struct error *err);

#endif
