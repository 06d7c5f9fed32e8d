/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_READING_FIELDS_H
#define BPFTAX_READING_FIELDS_H

/* A reading's fields by the table of options: defaults and release. */

#include "study/reading.h"

/* Defaults of these commands' options (enum option_command, study/options.h). */
void reading_init(struct reading *reading, unsigned int commands);

/* Releases what reading_init() and the command line allocated; NULL is fine. */
void reading_free(struct reading *reading);

#endif
