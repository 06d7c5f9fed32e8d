/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MACHINE_H
#define BPFTAX_AGENT_MACHINE_H

#include <jansson.h>

/*
 * What machine this is: kernel release and version, CPU model, CPUs, memory, mitigations, boot
 * parameters, security modules, lockdown.  A new object; what is unknown is left out.
 */
json_t *machine_describe(void);

#endif
