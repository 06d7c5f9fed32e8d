// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/support.h"
#include "protocol/names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool kernel_config_has(const char *config, const char *option)
{
	size_t length = strlen(option);

	if (!config)
		return true;
	for (const char *at = config; (at = strstr(at, option)); at += length) {
		bool begins = at == config || at[-1] == '\n';

		if (begins && at[length] == '=')
			return at[length + 1] == 'y' || at[length + 1] == 'm';
	}
	return false;
}

bool support_reason(char *reason, size_t size, const char *mechanism, const char *config,
		    const char *release, const char *agent_reason)
{
	const char *needs = mechanism_needs(mechanism);

	if (needs && !kernel_config_has(config, needs)) {
		snprintf(reason, size, "%s is not set in %s", needs, release);
		return true;
	}
	if (needs && !config && strstr(agent_reason, strerror(EOPNOTSUPP)))
		snprintf(reason, size, "%s (it needs %s, among others)", agent_reason, needs);
	else
		snprintf(reason, size, "%s", agent_reason);
	return false;
}
