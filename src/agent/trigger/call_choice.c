// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/trigger/call_choice.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <stdio.h>
#include <string.h>

static const char *const tracepoint_prefixes[] = { "syscalls:sys_enter_", "syscalls:sys_exit_" };
static const char *const function_prefixes[] = { "__x64_sys_", "__arm64_sys_", "__se_sys_",
						 "__do_sys_",  "ksys_",	       "sys_" };

/* The kernel calls some by what they were; libc and its headers by what they are. */
static const struct renamed {
	const char *in_kernel, *name;
} renames[] = {
	{ "newfstat", "fstat" }, { "newstat", "stat" },	  { "newlstat", "lstat" },
	{ "newuname", "uname" }, { "umount", "umount2" }, { "sendfile64", "sendfile" },
};

static bool name_cut(const char *text, const char *const *prefixes, size_t count, char *ret_name,
		     size_t size)
{
	for (size_t i = 0; text && i < count; i++)
		if (text_starts_with(text, prefixes[i])) {
			snprintf(ret_name, size, "%s", text + strlen(prefixes[i]));
			return true;
		}
	return false;
}

bool call_of_hook(const struct hook *hook, char *ret_name, size_t size)
{
	bool found = name_cut(hook->tracepoint, tracepoint_prefixes,
			      ARRAY_SIZE(tracepoint_prefixes), ret_name, size) ||
		     name_cut(hook->function, function_prefixes, ARRAY_SIZE(function_prefixes),
			      ret_name, size);

	for (size_t i = 0; found && i < ARRAY_SIZE(renames); i++)
		if (!strcmp(renames[i].in_kernel, ret_name))
			snprintf(ret_name, size, "%s", renames[i].name);
	return found;
}
