/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_USDT_H
#define BPFTAX_AGENT_USDT_H

/*
 * Functions with one probe point of <sys/sdt.h> each, as programs have them: bpftax:tick,
 * bpftax:counted_tick behind its semaphore, and bpftax:nop5_tick and
 * bpftax:nop10_tick, whose nops are of five and of ten bytes.
 */

void usdt_tick(void);
void usdt_counted_tick(void);
void usdt_nop5_tick(void);
void usdt_nop10_tick(void);

/* What programs call that have arguments: so many of them, each a text. */
typedef void text_function(const char *, const char *, const char *, const char *, const char *,
			   const char *);

/* bpftax:text; its twelve arguments are the first one of these. */
#define USDT_TEXT_ARGUMENTS 12
text_function usdt_text;

/* What stands in the semaphore of counted_tick: how many have attached. */
unsigned int usdt_semaphore_value(void);

#endif
