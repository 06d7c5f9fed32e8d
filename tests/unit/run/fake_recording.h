/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_FAKE_RECORDING_H
#define BPFTAX_TEST_FAKE_RECORDING_H

/*
 * What the plugin would write of a hooked function that does nothing: bare it is a nop and a
 * return, with a program a trampoline calls that.  For fake_agent.c; the test's executable is
 * linked with -Wl,--wrap=target_recording_take, and the bytes are src/plugin/recorder.c's.
 *
 *	fake_recording_begin();
 *	fake_recording_add(false, 0);          // as many windows as the agent makes of one
 *	fake_recording_add(true, 0);
 *	told = fake_recording_told();          // "recorded" of a reply
 *
 * As the plugin's file it grows until it is taken, whatever the agent tells of it.
 */

#include <jansson.h>
#include <stdbool.h>

/* Instructions that an event has more with a program. */
#define FAKE_RECORDING_COST 3

/* Another guest's begins empty. */
void fake_recording_forget(void);

/* What is told begins here. */
void fake_recording_begin(void);

/* Windows of what is attached as this one of the visit's, or of when nothing is. */
void fake_recording_add(bool bare, unsigned int window);

/* What each was, a new reference; and whose code it is. */
json_t *fake_recording_told(void);
json_t *fake_recording_symbols(void);

#endif
