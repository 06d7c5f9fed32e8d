/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who reads the records that a program of somebody's object writes:
 * CONSUMER(identifier, name, summary).
 *
 * src/agent/reader.c has what each does.  Included several times; no include guard on purpose.
 */
CONSUMER(none, "none", "nobody: what is full stays full, and a perf buffer is not opened")
CONSUMER(poll, "poll", "a reader that looks by itself, before every event, and is never woken")
CONSUMER(wake, "wake", "a reader asleep in epoll_wait, which the event wakes")
