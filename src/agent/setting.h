/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SETTING_H
#define BPFTAX_AGENT_SETTING_H

/*
 * Settings of the machine's kernel (sysctls) that are changed for a while.  They outlive a process
 * that is killed; so a second one, the guard, knows what they were, and puts them back when the
 * agent is gone, however it ended.
 *
 *	settings_guard();                                     // once, before anything is changed
 *	setting_change(path, "1", was);
 *	...
 *	setting_put_back(path, was);
 *
 * A setting that is changed twice is put back to what it was before the first change; so it is when
 * the second one fails, or is put back alone.
 *
 * What the guard is told goes over a descriptor of a fixed number, as whatever changes a setting
 * has nothing else in common.  Without a guard, as in a guest, which ends with its agent, a setting
 * is written only.
 */

#include <stddef.h>

#define SETTING_VALUE_SIZE 64

/* Starts the guard; where that cannot be done, settings are changed without one. */
void settings_guard(void);

/*
 * Writes value into the file; ret_was has what stood there, and may be NULL.  0 or a negative
 * errno: then it is as it was.
 */
int setting_change(const char *path, const char *value, char ret_was[SETTING_VALUE_SIZE]);

/* Writes what was there; the guard forgets what it was first.  0 or a negative errno. */
int setting_put_back(const char *path, const char *was);

#endif
