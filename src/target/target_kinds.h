/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_KINDS_H
#define BPFTAX_TARGET_KINDS_H

/* The kinds of target; target.c lists them.  A new one is one file and one line in each. */

#include "target/target.h"

extern const struct target_ops target_vm;
extern const struct target_ops target_local;
extern const struct target_ops target_fake;

#endif
