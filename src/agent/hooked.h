/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_HOOKED_H
#define BPFTAX_AGENT_HOOKED_H

/*
 * One loaded program on one hook: what a mechanism (agent/mechanism/mechanism.h) attaches and
 * proves.
 *
 *	struct hooked hooked;
 *
 *	hooked_init(&hooked, &hook);
 *	hooked.program_fd = program_load(...);
 *	mechanism->attach(&hooked, &err);
 *	...
 *	hooked_close(&hooked);        // detached; the program is the caller's
 */

#include <bpf/btf.h>
#include <jansson.h>
#include <stdbool.h>
#include "agent/arch/arch.h"
#include "agent/hook.h"
#include "agent/setting.h"

struct hooked {
	struct hook hook;
	unsigned int offset;   /* from the function's start */
	size_t functions;      /* that fit the hook's pattern; 0: it is one function */
	char hook_text[192];   /* "udp_recvmsg+0x9", "sock:sock_recv_length" */
	const struct btf *btf; /* the kernel's; NULL where it has none */
	int attach_type;       /* enum bpf_attach_type of the kernel that runs, as loaded for */
	uint32_t btf_id;       /* of the hook, or 0 */
	int program_fd;
	int event_fd;				    /* perf event, or -1 */
	int link_fd;				    /* or -1 */
	char probed_bytes[2 * ARCH_TEXT_BYTES + 1]; /* hexadecimal text at the probe, or "" */
	char optimization_was[SETTING_VALUE_SIZE];  /* debug.kprobes-optimization, or "" */
	bool text_left; /* the text at the probe did not become what it was */
	json_t *proof;	/* what the kernel shows of it; whoever proves owns it */
};

/* Nothing is loaded or attached yet.  The hook's names have to outlive it. */
void hooked_init(struct hooked *hooked, const struct hook *hook);

/* Closes link and event: the kernel detaches.  Safe to call twice. */
void hooked_close(struct hooked *hooked);

#endif
