/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CPU_H
#define BPFTAX_AGENT_CPU_H

/* Where the scheduler likes. */
#define CPU_ANYWHERE (~0u)

/* This process or thread on one CPU, if there is one of that number; CPU_ANYWHERE leaves it. */
void cpu_pin(unsigned int cpu);

#endif
