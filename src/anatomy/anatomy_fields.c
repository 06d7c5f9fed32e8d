// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_fields.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>

static const size_t offsets[] = {
	offsetof(struct anatomy_subject, cell),
	offsetof(struct anatomy_subject, release),
	offsetof(struct anatomy_subject, architecture),
	offsetof(struct anatomy_subject, configuration),
	offsetof(struct anatomy_subject, mechanism),
	offsetof(struct anatomy_subject, program),
	offsetof(struct anatomy_subject, hook),
	offsetof(struct anatomy_subject, workload),
	offsetof(struct anatomy_subject, trigger),
};

const char *const anatomy_text_names[] = {
	"cell",	   "release", "architecture", "configuration", "mechanism",
	"program", "hook",    "workload",     "trigger",
};
const size_t anatomy_text_count = ARRAY_SIZE(offsets);

_Static_assert(ARRAY_SIZE(offsets) == ARRAY_SIZE(anatomy_text_names), "a name for each");

const char **anatomy_text_at(struct anatomy_subject *subject, size_t index)
{
	return (const char **)((char *)subject + offsets[index]);
}

int anatomy_subject_keep(struct anatomy *anatomy, const struct anatomy_subject *subject)
{
	anatomy->subject = *subject;
	for (size_t i = 0; i < anatomy_text_count; i++) {
		const char **text = anatomy_text_at(&anatomy->subject, i);

		if (*text && !(*text = text_pool_keep(&anatomy->texts, *text, strlen(*text))))
			return -ENOMEM;
	}
	return 0;
}
