// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/sham_visit.h"
#include "run/lifecycle.h"

struct sham_visiting {
	struct bench *bench;
	struct hook hook;
	int (*windows)(void *context, struct error *err);
	void *context;
};

static int attach(void *context, struct error *err)
{
	struct sham_visiting *visiting = context;
	json_t *attached = NULL;
	int done;

	if (!visiting->hook.mechanism)
		return 0;
	done = attachment_make(visiting->bench, &visiting->hook, NULL, &attached, err);
	json_decref(attached);
	return done;
}

static int windows_run(void *context, struct error *err)
{
	struct sham_visiting *visiting = context;

	return visiting->windows ? visiting->windows(visiting->context, err) : 0;
}

/* What a sham leaves behind the first visit that counts will find. */
static int detach(void *context, struct error *err)
{
	CLEANUP(text_buffer_release) struct text_buffer left = { 0 };

	return attachment_end(((struct sham_visiting *)context)->bench, &left, err);
}

int sham_visit(struct bench *bench, struct hook hook,
	       int (*windows)(void *context, struct error *err), void *context, struct error *err)
{
	static const struct lifecycle_ops steps = { .attach = attach,
						    .windows = windows_run,
						    .detach = detach };
	struct sham_visiting visiting = { bench, hook, windows, context };

	return lifecycle_run(&steps, &visiting, err);
}
