// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/refusal.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/*
 * kernel/bpf/verifier.c: print_verification_stats(), the log's end, whatever went before; and the
 * registers that stand below "infinite loop detected".
 */
static bool is_reason(const char *line)
{
	static const char *const no_reasons[] = { "processed ", "verification time", "stack depth",
						  "cur state:", "old state:" };

	for (size_t i = 0; i < ARRAY_SIZE(no_reasons); i++)
		if (text_starts_with(line, no_reasons[i]))
			return false;
	return *line;
}

const char *verifier_reason(char *log)
{
	const char *reason = NULL;

	for (char *rest = log, *line; (line = strsep(&rest, "\n"));) {
		if (text_starts_with(line, VERIFIER_EXPLAINS))
			break;
		if (is_reason(line))
			reason = line;
	}
	return reason;
}

char *security_modules_active(void)
{
	CLEANUP_FREE char *list = sysfile_read("/sys/kernel/security/lsm");

	return list ? strndup(list, strcspn(list, "\n"))
		    : strdup("unknown, securityfs is not mounted");
}

bool security_modules_have(const char *list, const char *module)
{
	size_t length = strlen(module);

	for (const char *at = list; at && (at = strstr(at, module)); at++)
		if ((at == list || at[-1] == ',') && (!at[length] || at[length] == ','))
			return true;
	return false;
}

/*
 * Our programs are valid: one that the verifier refuses asks for what this kernel does not give
 * to this type, a helper or a function to change.
 */
int load_refused(const char *program, int code, char *log, struct error *err)
{
	const char *reason = verifier_reason(log);
	CLEANUP_FREE char *modules = security_modules_active();

	if (reason)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the verifier refused program '%s': %s", program, reason);
	if (code == EPERM || code == EACCES)
		return error_set(err, ERROR_RESULT, code,
				 "loading was refused (%s): it takes CAP_BPF and CAP_PERFMON, or "
				 "root, and neither lockdown nor a security module (here: %s) "
				 "against this type of program",
				 strerror(code), modules ? modules : "");
	return error_errno(err, ERROR_RESULT, code, "program '%s' was not loaded", program);
}

int object_refused(const char *said, int code, struct error *err)
{
	bool by_memory = code == ENOMEM;

	return error_set(err, ERROR_RESULT, by_memory ? ENOMEM : EOPNOTSUPP, "%s (%s)%s",
			 *said ? said : "libbpf does not load it", strerror(code),
			 by_memory ? ": --memory SIZE for more" : "");
}

int no_tracefs(struct error *err)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "tracefs is not mounted and this process may not mount it: mount -t "
			 "tracefs tracefs /sys/kernel/tracing");
}

int not_shown(const char *file, const char *function, const char *path, struct error *err)
{
	if (!path)
		return no_tracefs(err);
	return error_set(err, ERROR_RESULT, EPROTO, "%s does not show %s", file, function);
}

int no_tracepoint(const char *tracepoint, struct error *err)
{
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "this kernel has no tracepoint %s; name another one (on the "
			 "receive path of UDP, 5.10 and 6.1 have skb:consume_skb)",
			 tracepoint);
}
