/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_REPORT_OPTIONS_H
#define BPFTAX_WORDS_REPORT_OPTIONS_H

/* How a report is to be told. */

#include <stdbool.h>

struct report_options {
	unsigned int width; /* of the terminal, for text */
	bool color;
	bool utf8;
	bool running;	  /* first page of a run that goes on: its answer alone */
	bool full;	  /* text: every table, instead of the first page */
	bool latency;	  /* micro: what attaching takes as well */
	bool samples_raw; /* every sample instead of (CSV) or beside (JSON) the results */
};

#endif
