// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/ballast.h"
#include "agent/builtin.h"

#include <math.h>
#include <string.h>

#define FUNCTION "inet_recvmsg"
#define FUNCTION_OTHERWISE "sock_recvmsg"

int ballast_attach(struct ballast *ballast, const char *hooked, struct error *err)
{
	bool taken = hooked && !strcmp(hooked, FUNCTION);
	const char *function = taken ? FUNCTION_OTHERWISE : FUNCTION;
	int done = companion_attach(&ballast->companion, function, DELAY_PROGRAM_NONE, err);

	if (!done)
		return 0;
	err->kind = ERROR_ENVIRONMENT;
	return error_prefix(err, done, "the receiver's ballast cannot be attached to %s", function);
}

int ballast_set(struct ballast *ballast, double ns, double *ret_ns, struct error *err)
{
	struct delay_calibration *calibration = &ballast->companion.view.delay;
	double had_ns;
	int done = delay_calibrate(calibration, err);

	if (done < 0)
		return done;
	had_ns = fmin(ns, delay_longest_ns(calibration));
	done = delay_set(calibration, builtin_object(&ballast->companion.attachment),
			 (uint64_t)had_ns, err);
	if (done < 0)
		return done;
	*ret_ns = had_ns;
	return 0;
}

void ballast_release(struct ballast *ballast)
{
	companion_release(&ballast->companion);
}
