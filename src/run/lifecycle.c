// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/lifecycle.h"

#include <stddef.h>

int lifecycle_run(const struct lifecycle_ops *ops, void *context, struct error *err)
{
	int (*const steps[])(void *, struct error *) = { ops->open, ops->windows, ops->prove,
							 ops->detach, ops->close };
	int done = ops->attach(context, err);

	if (done <= 0)
		return done;
	done = 0;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && !done; i++)
		if (steps[i])
			done = steps[i](context, err);
	return done < 0 ? done : 1;
}
