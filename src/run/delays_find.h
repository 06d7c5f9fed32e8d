/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DELAYS_FIND_H
#define BPFTAX_DELAYS_FIND_H

/*
 * The study's known delays as times.  For "auto" the workload runs for a second, as it stands, and
 * the wall time of its operation says where to look (study/delays.h).  Internal to src/run.
 */

#include "run/session.h"

/* Fills session->delays; none when the study has none.  0 or a negative errno. */
int delays_find(struct run_session *session, struct error *err);

#endif
