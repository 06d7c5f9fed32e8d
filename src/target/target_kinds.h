/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_KINDS_H
#define BPFTAX_TARGET_KINDS_H

/*
 * The kinds of target: those of protocol/target_list.h, each of which has a file here that defines
 * its struct target_ops, and the fake one of tests.
 */

#include "target/target_ops.h"

#define TARGET(identifier, name, capabilities, summary)                                            \
	extern const struct target_ops target_##identifier;
#include "protocol/target_list.h"
#undef TARGET

extern const struct target_ops target_fake;

#endif
