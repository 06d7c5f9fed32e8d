/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_ANATOMY_H
#define BPFTAX_PAGE_HTML_ANATOMY_H

/* Anatomies as one page: nested bars, tables and differences; needs no script and no network. */

#include <stdio.h>
#include "anatomy/anatomy_set.h"
#include "words/report_options.h"

/* 0 or -ENOMEM. */
int html_anatomy_print(const struct anatomy_set *set, FILE *out,
		       const struct report_options *options);

#endif
