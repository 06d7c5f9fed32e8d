/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_CALL_NAMES_H
#define BPFTAX_AGENT_CALL_NAMES_H

/* Events of trigger/call_list.h that are asked for by their names, as what passes a hook is known.
 */

#define CALL_DATAGRAM "send and receive of a datagram"

#endif
