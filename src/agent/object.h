/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_H
#define BPFTAX_AGENT_OBJECT_H

/*
 * A treatment that is a program of somebody's object: loaded as libbpf does, attached and proved by
 * one of our mechanisms.
 *
 *	struct treatment treatment = { .kind = &treatment_object, .image = image,
 *				       .program = "handle_open", .mechanism = "tracepoint",
 *				       .hook = { .tracepoint = "syscalls:sys_enter_openat" } };
 *
 *	attachment_make(&attachment, &treatment, &view, &err);
 */

#include "agent/attachment.h"

extern const struct treatment_ops treatment_object;

#endif
