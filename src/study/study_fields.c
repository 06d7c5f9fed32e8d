// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/study_fields.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "study/option_fields.h"
#include "protocol/workloads.h"

static void defaults_set(struct study *study, unsigned int commands)
{
	option_fields_default(OPTION_OF_STUDY, commands, study);
	study->builtins_named = false;
}

void study_init(struct study *study)
{
	*study = (struct study){ .name = strdup("udp-recvmsg"),
				 .mechanisms_named = true,
				 .workloads_named = true };
	defaults_set(study,
		     ~(unsigned int)(OPTION_FOR_MICRO | OPTION_FOR_CURVE | OPTION_FOR_ANATOMY));
}

void study_init_micro(struct study *study)
{
	study_init(study);
	free(study->name);
	study->name = strdup(workload_of_kind(WORKLOAD_EVENT)->name);
	study->micro = true;
	defaults_set(study, OPTION_FOR_MICRO);
	study->workloads.words = calloc(1, sizeof(*study->workloads.words));
	if (study->workloads.words) {
		study->workloads.words[0] = strdup(study->name);
		study->workloads.count = 1;
	}
}

void study_init_anatomy(struct study *study)
{
	study_init_micro(study);
	defaults_set(study, OPTION_FOR_ANATOMY);
	study->exact = true;
	study->anatomy = true;
	study->reloads = 1;
	study->budget_ns = 0;
}

void study_init_cost(struct study *study)
{
	study_init_micro(study);
	study->exact = true;
	study->budget_ns = 0;
	study->mechanisms_named = false;
	option_set(option_find("program", OPTION_FOR_RUN), "none", study, NULL);
}

void study_init_curve(struct study *study)
{
	study_init(study);
	free(study->name);
	study->name = strdup("curve");
	defaults_set(study, OPTION_FOR_CURVE);
	option_set(option_find("program", OPTION_FOR_RUN), "none", study, NULL);
	option_set(option_find("stats", OPTION_FOR_RUN), "off", study, NULL);
}

/* Every pointer is the copy's own in any case, so that it can be freed. */
int study_copy(const struct study *study, struct study *ret_copy)
{
	struct study copy = *study;
	int code = option_fields_copy(OPTION_OF_STUDY, study, &copy);

	copy.name = study->name ? strdup(study->name) : NULL;
	if (code || (study->name && !copy.name)) {
		study_free(&copy);
		return -ENOMEM;
	}
	*ret_copy = copy;
	return 0;
}

void study_free(struct study *study)
{
	if (!study)
		return;
	option_fields_free(OPTION_OF_STUDY, study);
	free(study->name);
	study->name = NULL;
}
