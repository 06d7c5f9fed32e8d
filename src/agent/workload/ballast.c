// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/ballast.h"

#include <string.h>

#define FUNCTION "inet_recvmsg"
#define FUNCTION_OTHERWISE "sock_recvmsg"

int ballast_attach(struct ballast *ballast, const char *hooked, struct error *err)
{
	bool taken = hooked && !strcmp(hooked, FUNCTION);
	const char *function = taken ? FUNCTION_OTHERWISE : FUNCTION;
	int done = delay_calibrate(&ballast->companion.view.delay, err);

	if (!done)
		done = companion_attach(&ballast->companion, function, DELAY_NONE, err);
	if (!done)
		return 0;
	err->kind = ERROR_ENVIRONMENT;
	return error_prefix(err, done, "the receiver's ballast cannot be attached to %s", function);
}

int ballast_set(struct ballast *ballast, uint64_t ns, struct error *err)
{
	struct delay_calibration *calibration = &ballast->companion.view.delay;
	int done = delay_calibrate(calibration, err);

	if (!done)
		done = delay_set(calibration, ballast->companion.attachment.object, ns, err);
	return done < 0 ? done : 0;
}

void ballast_release(struct ballast *ballast)
{
	companion_release(&ballast->companion);
}
