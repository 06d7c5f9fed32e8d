/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CPU_LIST_H
#define BPFTAX_CPU_LIST_H

/*
 * Lists of CPUs as the kernel writes them: "0-3,8" (Documentation/admin-guide/cputopology.rst).
 *
 *	cpu_set_t cpus;
 *
 *	if (cpu_list_parse("0-1\n", &cpus) == 0)
 *		use(CPU_COUNT(&cpus));
 */

#include <sched.h>

/* 0, or -EINVAL for what is no list or names a CPU beyond CPU_SETSIZE; a newline may end it. */
int cpu_list_parse(const char *text, cpu_set_t *ret_cpus);

/* The n-th CPU of the set, counted from 0; -1 when there are not so many. */
int cpu_list_nth(const cpu_set_t *cpus, unsigned int n);

#endif
