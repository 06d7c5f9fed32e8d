// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/companion.h"
#include "agent/builtin.h"
#include "protocol/names.h"

int companion_attach(struct companion *companion, const char *function, const char *program,
		     struct error *err)
{
	struct treatment treatment = { .kind = &treatment_builtin,
				       .mechanism = mechanism_names[MECHANISM_CHEAPEST].name,
				       .program = program,
				       .hook = { .function = function } };
	int done;

	if (companion->attached)
		return 0;
	kernel_view_open(&companion->view);
	done = attachment_make(&companion->attachment, &treatment, &companion->view, err);
	companion->attached = !done;
	if (done < 0)
		kernel_view_close(&companion->view);
	return done;
}

void companion_release(struct companion *companion)
{
	if (!companion->attached)
		return;
	attachment_discard(&companion->attachment);
	kernel_view_close(&companion->view);
	companion->attached = false;
}
