// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/usdt.h"

#include <sys/sdt.h>

/* As many as a mark may have: a program that reads one finds it. */
__attribute__((noinline)) void usdt_text(const char *text, const char *second, const char *third,
					 const char *fourth, const char *fifth, const char *sixth)
{
	(void)second;
	(void)third;
	(void)fourth;
	(void)fifth;
	(void)sixth;
	STAP_PROBE12(bpftax, text, text, text, text, text, text, text, text, text, text, text, text,
		     text);
}
