/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_GUEST_MODULE_NAMES_H
#define BPFTAX_GUEST_MODULE_NAMES_H

/*
 * What to keep of a kernel package: every module that a guest can need, whatever the run.
 *
 *	for (size_t i = 0; i < guest_module_names_count; i++)
 *		keep(guest_module_names[i]);
 */

#include <stddef.h>

extern const char *const guest_module_names[];
extern const size_t guest_module_names_count;

#endif
