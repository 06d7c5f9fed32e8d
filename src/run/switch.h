/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_SWITCH_H
#define BPFTAX_RUN_SWITCH_H

/*
 * Protocol switch: the workload flows, attachments change; the windows of a visit follow each other
 * under one link.  Internal to src/run.
 */

#include "run/visit.h"

extern const struct protocol_ops protocol_switch;

#endif
