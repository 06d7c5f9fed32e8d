/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PROC_TEXT_H
#define BPFTAX_AGENT_PROC_TEXT_H

/*
 * Counters, taken from the text of files of proc(5).  Pure; a text may be NULL, and what it does
 * not have is -ENOENT, never 0.
 *
 *	CLEANUP_FREE char *text = sysfile_read("/proc/%d/net/snmp", pid);
 *
 *	if (!proc_snmp_counter(text, "Udp", "InDatagrams", &datagrams))
 *		...
 */

#include <stdint.h>

/* /proc/PID/net/snmp: a counter of a protocol ("Udp", "InDatagrams"). */
int proc_snmp_counter(const char *text, const char *protocol, const char *counter,
		      uint64_t *ret_value);

/* /proc/PID/status: the number of a line ("voluntary_ctxt_switches"). */
int proc_status_number(const char *text, const char *name, uint64_t *ret_value);

/* /proc/PID/stat: the letter of the state; 'X' (dead) where the text says nothing. */
char proc_stat_state(const char *text);

/* /proc/net/dev: packets that the device has taken in. */
int proc_device_packets(const char *text, const char *device, uint64_t *ret_packets);

/* /proc/stat: steal time of all CPUs, in ticks. */
int proc_steal_ticks(const char *text, uint64_t *ret_ticks);

/*
 * /proc/PID/maps: what the mapping is called in which an address lies ("/bin/ls", "[stack]"), the
 * caller's to free; NULL where it lies in none, or in one without a name.
 */
char *proc_maps_name(const char *text, uint64_t address);

#endif
