/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RESTART_H
#define BPFTAX_RESTART_H

/*
 * The original's protocol: one configuration after the other, a fresh iperf3 for each sample.
 * Internal to src/run.
 */

#include "run/session.h"

/* All samples of one configuration; errors as visit_run(). */
int restart_visit(struct run_session *session, const struct visit *visit, struct error *err);

#endif
