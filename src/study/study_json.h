/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_STUDY_JSON_H
#define BPFTAX_STUDY_STUDY_JSON_H

/* A study as JSON, for the store, and back. */

#include <jansson.h>
#include "common/error.h"
#include "study/options.h"

/* The study as resolved, for the store; keys are the option names.  A new reference. */
json_t *study_to_json(const struct study *study);

/* The option's value in JSON's own types; durations stay text ("250ms").  NULL when absent. */
json_t *option_to_json(const struct option_row *option, const struct study *study);

/* Reads back what study_to_json() wrote.  Unknown keys are ignored (-EINVAL: not a study). */
int study_from_json(const json_t *object, struct study *ret_study, struct error *err);

#endif
