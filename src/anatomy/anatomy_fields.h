/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_FIELDS_H
#define BPFTAX_ANATOMY_ANATOMY_FIELDS_H

/* The texts of an anatomy's subject, one by one, by the names that they are kept under. */

#include "anatomy/anatomy.h"

extern const char *const anatomy_text_names[];
extern const size_t anatomy_text_count;

const char **anatomy_text_at(struct anatomy_subject *subject, size_t index);

/* Keeps the texts of a subject in the anatomy, which may be its own.  0 or -ENOMEM. */
int anatomy_subject_keep(struct anatomy *anatomy, const struct anatomy_subject *subject);

#endif
