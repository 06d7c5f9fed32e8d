/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_TIMING_H
#define BPFTAX_STUDY_TIMING_H

/* Whether a cell counts instructions or takes the time. */

enum timing {
	TIMING_COUNTED, /* instructions, which are the clock of an emulated CPU */
	TIMING_TIMED,
};

/* "counted", "timed". */
const char *timing_word(enum timing timing);

#endif
