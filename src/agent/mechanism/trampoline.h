/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_TRAMPOLINE_H
#define BPFTAX_AGENT_TRAMPOLINE_H

/*
 * What stands in a trampoline that the kernel has made.
 *
 *	proved = trampoline_prove_sleepable(hooked, &err);
 */

#include "agent/hooked.h"
#include "common/error.h"

/*
 * Checks that the trampoline of the hook's function enters its program as one that may sleep: no
 * file of the kernel's says so of a program, but the trampoline calls another function for it
 * ("enters" of the proof).  -EPROTO when it does not.  Where its text cannot be read (no
 * /proc/kcore, lockdown) or understood, "enters" is left out.
 */
int trampoline_prove_sleepable(struct hooked *hooked, struct error *err);

#endif
