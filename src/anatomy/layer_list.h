/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The layers that an event passes, in the order of tables: LAYER(identifier, name, what belongs to
 * it).
 *
 * Which function is of which layer follows from the event's own path (anatomy/layers.h).
 * Included several times; no include guard on purpose.
 */
LAYER(entry, "entry", "from the hook into the mechanism: traps, trampolines, a tracepoint's call")
LAYER(dispatch, "dispatch", "between there and the program: who is to run, and what is kept for it")
LAYER(program, "program", "the program's own instructions")
LAYER(helpers, "helpers", "helpers and maps: whatever runs below the program")
LAYER(exit, "exit", "what begins after the program's last run")
LAYER(hooked, "hooked",
      "the hooked function itself, where it runs otherwise than without a program")
LAYER(trigger, "trigger", "what the bare event has too, where it runs otherwise")
LAYER(unknown, "unknown", "no rule fits, or no symbol has the address")
