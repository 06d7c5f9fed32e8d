/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PORT_H
#define BPFTAX_PORT_H

/*
 * A port of 127.0.0.1 that is free for TCP and UDP alike, as iperf3 needs both.
 *
 *	r = port_pick(0, &port, &err);
 *
 * The port is only looked at, not held: whoever binds it later has to be ready to lose the race.
 */

#include "common/error.h"

/* wanted 0: any.  -EADDRINUSE when the wanted port is taken. */
int port_pick(unsigned int wanted, unsigned int *ret_port, struct error *err);

#endif
