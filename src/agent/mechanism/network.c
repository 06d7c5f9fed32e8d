// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/network.h"
#include "agent/trigger/call_names.h"

#include <errno.h>
#include <net/if.h>
#include <unistd.h>

int network_guest_check(struct error *err)
{
	return getpid() == 1
		   ? 0
		   : error_set(err, ERROR_RESULT, EOPNOTSUPP,
			       "a program that may drop packets is attached in guests alone");
}

int network_device(struct error *err)
{
	int device = (int)if_nametoindex(NETWORK_DEVICE);

	if (network_guest_check(err) < 0)
		return -EOPNOTSUPP;
	return device ? device
		      : error_set(err, ERROR_RESULT, EOPNOTSUPP,
				  "the kernel has no device " NETWORK_DEVICE);
}

const char *network_event(const struct hooked *hooked)
{
	(void)hooked;
	return CALL_DATAGRAM;
}
