/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TEST_BROKEN_DISK_H
#define BPFTAX_TEST_BROKEN_DISK_H

/*
 * A disk that takes so many writes of SQLite and then no more, as when it is full or breaks: a VFS
 * before the usual one (https://sqlite.org/vfs.html), for the whole process.
 *
 *	broken_disk_install(100, SQLITE_FULL);
 *	broken_disk_install(100, SQLITE_IOERR_WRITE);
 */

/* Before SQLite is used; 0 or SQLite's error. */
int broken_disk_install(unsigned long writes_left, int result);

#endif
