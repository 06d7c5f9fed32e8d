/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By what programs of somebody's object are attached whose sections name a place on a packet's way
 * or a cgroup: OBJECT_MECHANISM(identifier, name, needs, paragraph).
 *
 * These are for `bpftax cost` alone, in a guest.  None of our own programs is attached so: what one
 * returns there decides what becomes of a packet or of a call.  needs and paragraph are as in
 * mechanism_list.h, and so is what the agent has of each, src/agent/mechanism/<identifier>.c; which
 * sections are attached by it is in src/agent/network_section.c.  Included several times; no
 * include guard on purpose.
 */
OBJECT_MECHANISM(xdp_generic, "xdp-generic", "CONFIG_NET",
		 "An xdp program on the guest's loopback device, which has generic mode alone: the "
		 "kernel has made a socket buffer of the packet already when the program runs, and "
		 "copies it first where there is no room before it. A driver's native mode has no "
		 "socket buffer and costs something else. For programs of objects, in `bpftax "
		 "cost`. Proved by the link's type and by what the device says of its programs.")
OBJECT_MECHANISM(tcx, "tcx", "CONFIG_NET_XGRESS",
		 "A tc program on the guest's loopback device by a link of its own, without a "
		 "qdisc: at ingress, or at egress where its section says so. Needs Linux 6.6. For "
		 "programs of objects, in `bpftax cost`. Proved by the link's type, device and "
		 "direction.")
OBJECT_MECHANISM(
    cgroup_skb, "cgroup-skb", "CONFIG_CGROUP_BPF",
    "A program on the packets that the guest's sockets receive or send, by a link to "
    "the root of the cgroups (cgroup2), which every socket belongs to. For programs of "
    "objects, in `bpftax cost`. Proved by the link's type and direction.")
