// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_section.h"
#include "agent/network_section.h"
#include "agent/trigger/user_probes.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/names.h"

#include <stdio.h>
#include <string.h>

enum section_form {
	FORM_FUNCTION,	  /* kprobe/NAME */
	FORM_SYSTEM_CALL, /* ksyscall/NAME */
	FORM_CATEGORY,	  /* tp/CATEGORY/NAME */
	FORM_TRACEPOINT,  /* raw_tp/NAME, tp_btf/NAME */
	FORM_SECURITY,	  /* lsm/NAME */
	FORM_USER,	  /* uprobe/PROGRAM:NAME */
	FORM_MARK,	  /* usdt/PROGRAM:PROVIDER:NAME */
};

static const struct section_kind {
	const char *prefix; /* NULL: called as the mechanism is */
	enum section_form form;
	enum mechanism_id mechanism;
} kinds[] = {
	{ "tp", FORM_CATEGORY, MECHANISM_tracepoint },
	{ NULL, FORM_CATEGORY, MECHANISM_tracepoint },
	{ "raw_tp", FORM_TRACEPOINT, MECHANISM_raw_tracepoint },
	{ "raw_tracepoint", FORM_TRACEPOINT, MECHANISM_raw_tracepoint },
	{ "tp_btf", FORM_TRACEPOINT, MECHANISM_tp_btf },
	{ "kprobe", FORM_FUNCTION, MECHANISM_kprobe_ftrace },
	{ NULL, FORM_FUNCTION, MECHANISM_kretprobe },
	{ "ksyscall", FORM_SYSTEM_CALL, MECHANISM_kprobe_ftrace },
	{ "kretsyscall", FORM_SYSTEM_CALL, MECHANISM_kretprobe },
	{ "kprobe.multi", FORM_FUNCTION, MECHANISM_kprobe_fprobe },
	{ "kretprobe.multi", FORM_FUNCTION, MECHANISM_kretprobe_fprobe },
	{ "kprobe.session", FORM_FUNCTION, MECHANISM_kprobe_session },
	{ NULL, FORM_FUNCTION, MECHANISM_fentry },
	{ "fentry.s", FORM_FUNCTION, MECHANISM_fentry_sleepable },
	{ NULL, FORM_FUNCTION, MECHANISM_fexit },
	{ "fmod_ret", FORM_FUNCTION, MECHANISM_fmod_ret },
	{ NULL, FORM_SECURITY, MECHANISM_lsm },
	{ NULL, FORM_USER, MECHANISM_uprobe },
	{ "uprobe.s", FORM_USER, MECHANISM_uprobe_sleepable },
	{ NULL, FORM_USER, MECHANISM_uretprobe },
	{ "uretprobe.s", FORM_USER, MECHANISM_uretprobe },
	{ "uprobe.multi", FORM_USER, MECHANISM_uprobe_multi },
	{ "uprobe.multi.s", FORM_USER, MECHANISM_uprobe_multi },
	{ "uretprobe.multi", FORM_USER, MECHANISM_uretprobe_multi },
	{ "uretprobe.multi.s", FORM_USER, MECHANISM_uretprobe_multi },
	{ "uprobe.session", FORM_USER, MECHANISM_uprobe_session },
	{ "uprobe.session.s", FORM_USER, MECHANISM_uprobe_session },
	{ NULL, FORM_MARK, MECHANISM_usdt },
	{ "usdt.s", FORM_MARK, MECHANISM_usdt },
};

static const char *prefix_of(const struct section_kind *kind)
{
	return kind->prefix ? kind->prefix : mechanism_names[kind->mechanism].name;
}

static const struct section_kind *kind_find(const char *section, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (strlen(prefix_of(&kinds[i])) == length &&
		    !strncmp(prefix_of(&kinds[i]), section, length))
			return &kinds[i];
	return NULL;
}

/* One link of theirs may hang on many functions. */
static bool takes_patterns(const struct section_kind *kind)
{
	return kind->mechanism == MECHANISM_kprobe_fprobe ||
	       kind->mechanism == MECHANISM_kretprobe_fprobe;
}

static void refuse(struct object_hook *hook, const char *section, const char *why)
{
	*hook = (struct object_hook){};
	snprintf(hook->reason, sizeof(hook->reason), "section '%.100s' %s", section, why);
}

/* Why a kind has no mechanism here. */
static const char *why_not(const char *section)
{
	if (!strcmp(section, "perf_event"))
		return "is run by a counter that samples, which is no hook";
	return "is of a kind that is not attached here";
}

/* CATEGORY/NAME as CATEGORY:NAME. */
static void category_read(const char *target, struct object_hook *hook, const char *section)
{
	char *slash;

	snprintf(hook->tracepoint, sizeof(hook->tracepoint), "%s", target);
	slash = strchr(hook->tracepoint, '/');
	if (slash)
		*slash = ':';
	else
		refuse(hook, section, "names no tracepoint: tp/CATEGORY/NAME");
}

static void target_read(const struct section_kind *kind, const char *target, const char *prefix,
			struct object_hook *hook)
{
	switch (kind->form) {
	case FORM_FUNCTION:
		snprintf(hook->function, sizeof(hook->function), "%s", target);
		break;
	case FORM_SYSTEM_CALL:
		snprintf(hook->function, sizeof(hook->function), "%ssys_%s", prefix, target);
		break;
	case FORM_SECURITY:
		snprintf(hook->function, sizeof(hook->function), "bpf_lsm_%s", target);
		break;
	case FORM_TRACEPOINT:
		snprintf(hook->tracepoint, sizeof(hook->tracepoint), "%s", target);
		break;
	case FORM_CATEGORY:
	case FORM_USER:
	case FORM_MARK:
		break;
	}
}

/* No program but the agent runs here: whatever is named, it is the agent's own. */
static bool in_place_read(const struct section_kind *kind, const char *target,
			  struct object_hook *hook)
{
	if (kind->form != FORM_USER && kind->form != FORM_MARK)
		return false;
	hook->mechanism = mechanism_names[kind->mechanism].name;
	hook->is_in_place = true;
	hook->may_sleep = text_ends_with(prefix_of(kind), ".s");
	snprintf(hook->function, sizeof(hook->function), "%s",
		 kind->form == FORM_USER ? USER_PROBE_TEXT : USER_PROBE_USDT_TEXT);
	snprintf(hook->in_place_of, sizeof(hook->in_place_of), "%s", target);
	return true;
}

/* Whether it is of a kind that names a place on a packet's way, or none. */
static bool network_read(const char *section, struct object_hook *hook)
{
	const struct network_section *found = network_section_find(section);

	if (found && found->why_not)
		refuse(hook, section, found->why_not);
	else if (found)
		hook->mechanism = object_mechanism_names[found->mechanism].name;
	return found;
}

void object_section_read(const char *section, const char *syscall_prefix,
			 struct object_hook *ret_hook)
{
	size_t length = strcspn(section, "/");
	const struct section_kind *kind = kind_find(section, length);
	const char *target = section + length + (section[length] == '/');

	*ret_hook = (struct object_hook){};
	if (network_read(section, ret_hook))
		return;
	if (!kind) {
		refuse(ret_hook, section, why_not(section));
		return;
	}
	if (in_place_read(kind, target, ret_hook))
		return;
	if (!*target || strpbrk(target, takes_patterns(kind) ? "[+ " : "*?+ ")) {
		refuse(ret_hook, section,
		       *target ? "names a pattern or an offset, not one function"
			       : "names nothing to hang on");
		return;
	}
	ret_hook->mechanism = mechanism_names[kind->mechanism].name;
	target_read(kind, target, syscall_prefix, ret_hook);
	if (kind->form == FORM_CATEGORY)
		category_read(target, ret_hook, section);
}
