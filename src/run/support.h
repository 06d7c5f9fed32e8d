/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_SUPPORT_H
#define BPFTAX_SUPPORT_H

/*
 * Why a kernel does not support a mechanism, in the words of a kernel developer.  Pure.
 *
 *	char reason[256];
 *
 *	support_reason(reason, sizeof(reason), "kprobe-fprobe", config, "6.1.0-56-cloud-amd64",
 *		       "no link to udp_recvmsg: Operation not supported");
 *	// "CONFIG_FPROBE is not set in 6.1.0-56-cloud-amd64"
 */

#include <stdbool.h>
#include <stddef.h>

/* Whether the text of a .config sets the option to y or m.  A NULL config knows nothing: true. */
bool kernel_config_has(const char *config, const char *option);

/*
 * The option that the mechanism stands on, when the config lacks it; otherwise what the agent
 * said, with the option behind it when the config is not known.  Returns whether an option is
 * missing.
 */
bool support_reason(char *reason, size_t size, const char *mechanism, const char *config,
		    const char *release, const char *agent_reason);

#endif
