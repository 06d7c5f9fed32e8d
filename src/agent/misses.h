/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_MISSES_H
#define BPFTAX_AGENT_MISSES_H

/*
 * Runs that the kernel skipped, as far as it tells of them; NaN where it does not, which is not
 * none.  Pure: what the kernel answers comes in.
 *
 *	size = sizeof(info);
 *	bpf_obj_get_info_by_fd(program_fd, &info, &size);
 *	of_program = misses_of_program(&info, size);
 *	...
 *	misses = misses_told(MISSES_OF_KPROBE, of_program, &answer);
 */

#include <linux/bpf.h>
#include <stdint.h>

/* Where the runs are counted that a mechanism's programs miss. */
enum misses_of {
	MISSES_UNTOLD,	   /* nowhere: user probes */
	MISSES_OF_PROGRAM, /* in the program's recursion_misses (5.12) */
	/*
	 * There too, but only since 6.7: before, bpf_prog_active kept programs of perf events and
	 * of kprobe.multi from running without a count.
	 */
	MISSES_OF_EVENT,
	MISSES_OF_KPROBE, /* the same, and what the kprobe missed, in the link of its event (6.7) */
	MISSES_OF_MULTI,  /* the same of kprobe.multi, in its link (6.7) */
};

/* What the kernel said of a link: as many bytes as it knows of, which newer headers have names
 * for. */
struct link_answer {
	uint8_t bytes[128];
	uint32_t size;
};

/* size: as the kernel returned it. */
double misses_of_program(const struct bpf_prog_info *info, uint32_t size);

/* of_program: of misses_of_program(). */
double misses_told(enum misses_of of, double of_program, const struct link_answer *link);

#endif
