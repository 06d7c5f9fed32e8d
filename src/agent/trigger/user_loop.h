/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_USER_LOOP_H
#define BPFTAX_AGENT_USER_LOOP_H

/*
 * The two readings of the clock around a trigger's loop in user space.
 *
 *	struct user_loop loop;
 *
 *	user_loop_begin(&loop);
 *	for (...)
 *		event();
 *	user_loop_end(&loop, ret_pass);
 */

#include "agent/trigger/trigger.h"

struct user_loop {
	uint64_t tick_ns; /* the coarse clock, which moves by timer interrupts alone */
	uint64_t begun_ns;
};

void user_loop_begin(struct user_loop *loop);
void user_loop_end(const struct user_loop *loop, struct trigger_pass *ret_pass);

#endif
