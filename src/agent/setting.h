/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SETTING_H
#define BPFTAX_AGENT_SETTING_H

/*
 * Settings of the machine's kernel (sysctls) that are changed for a while.  They outlive a process
 * that is killed; so what they were stands in a journal (agent/setting_journal.h), and a second
 * process, the guard, puts them back when the agent is gone, however it ended.  Where the guard is
 * killed with it, the next agent does when it begins.
 *
 *	settings_guard(SETTINGS_JOURNAL);                     // once, before anything is changed
 *	setting_change(path, "1", was);
 *	...
 *	setting_put_back(path, was);
 *	...
 *	settings_end(SETTINGS_JOURNAL);
 *
 * A setting that is changed twice is put back to what it was before the first change; so it is when
 * the second one fails, or is put back alone.
 *
 * The journal has a descriptor of a fixed number, as whatever changes a setting has nothing else in
 * common.  Without one, as in a guest, which ends with its agent, a setting is written only.
 */

#include "agent/setting_journal.h"

/* Emptied at each boot, as the settings are (hier(7)). */
#define SETTINGS_JOURNAL "/run/bpftax-settings"

/*
 * Puts back what an agent left that was killed with its guard, and starts a guard; where that
 * cannot be done, settings are changed without one.
 */
void settings_guard(const char *journal);

/* Where the guard is gone before its agent, nobody else takes the journal away. */
void settings_end(const char *journal);

/*
 * Writes value into the file; ret_was has what stood there, and may be NULL.  0 or a negative
 * errno: then it is as it was.
 */
int setting_change(const char *path, const char *value, char ret_was[SETTING_VALUE_SIZE]);

/* Writes what was there; the guard forgets what it was first.  0 or a negative errno. */
int setting_put_back(const char *path, const char *was);

#endif
