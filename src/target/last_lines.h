/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_LAST_LINES_H
#define BPFTAX_LAST_LINES_H

/*
 * The end of a log, on one line, for the end of a sentence.
 *
 *	CLEANUP_FREE char *tail = last_lines(console_fd, 8);
 *
 *	"Kernel panic - not syncing: Oops | CPU: 0 PID: 1 Comm: init"
 */

#include <stddef.h>

/*
 * The last `count` lines of a seekable file that have something in them, joined by " | ", without
 * control characters and at most LAST_LINES_BYTES long.  Empty when there are none; NULL when
 * memory is out.  The caller frees it.
 */
#define LAST_LINES_BYTES 1400
char *last_lines(int fd, size_t count);

/*
 * The line on which a kernel says why it gives up ("Kernel panic - not syncing: ...", "BUG: ...",
 * "Oops: ...") or hangs ("rcu: INFO: rcu_preempt detected stalls ..."), without its time stamp; the
 * register dump that follows has pushed it out of the last lines.  Empty when there is none; NULL
 * when memory is out.  The caller frees it.
 */
char *last_words(int fd);

#endif
