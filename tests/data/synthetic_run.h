/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SYNTHETIC_RUN_H
#define SYNTHETIC_RUN_H

/*
 * Runs that nobody measured, for the tests of the report: deterministic numbers written through
 * the store's own calls.  They say "synthetic" wherever a person could take them for real.
 */

#include <stdbool.h>
#include "store/store.h"

enum synthetic_kind {
	SYNTHETIC_SWITCH,  /* randomised blocks, udp-drain and iperf3, an emulated machine */
	SYNTHETIC_RESTART, /* the original's protocol, iperf3 alone, KVM */
	SYNTHETIC_HOSTILE, /* a switch run whose every foreign text tries to break the report */
	SYNTHETIC_MICRO,   /* the cost of an event in nanoseconds, KVM */
	SYNTHETIC_EXACT,   /* the same in instructions */
	/*
	 * Of seven cells: two kernels with two boots each that are timed, of which the older has no
	 * fprobe; a third that never started; and one boot of the two that counts.  iperf3 in the
	 * first boots alone.
	 */
	SYNTHETIC_CELLS,
	/* As the default study: one kernel image, first counted, then timed. */
	SYNTHETIC_STUDY,
	SYNTHETIC_NOISY, /* the same on a machine that others use as well */
};

/* Writes the run into the store; its id is fixed afterwards: 32 times one digit, '1' + kind. */
int synthetic_run_write(const char *path, enum synthetic_kind kind, struct error *err);

/* What the hostile run carries; the second where text is UTF-8 by its format. */
extern const char synthetic_hostile_text[], synthetic_hostile_json[];

#endif
