/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_TRUST_H
#define BPFTAX_WORDS_FRONT_TRUST_H

/* Whether the run can be believed, as a part of the first page.  Private to it. */

#include "estimate/run_report.h"
#include "words/front_part.h"

/* 0 or -ENOMEM. */
int front_add_trust(struct front_page *page, const struct run_report *run);

#endif
