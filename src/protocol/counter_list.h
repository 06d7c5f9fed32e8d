/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one window yields: COUNTER(identifier, unit, since, check, meaning).
 *
 * One definition for the agent's message, the store's columns and the report's raw samples.  All
 * are numbers; one that could not be had is absent, never 0.  Included several times.
 *
 * since is the version of the store that has it first: with one more than there was, the version
 * rises (store/schema.h), and older stores get the column when they are opened.  check is what the
 * store refuses: FROM_0 less than 0, ABOVE_0 that and 0, ANY nothing.
 *
 * Of micro, what is estimated from chunks (estimate/chunk_estimates.h) is in stores of version 5
 * and before only; the rest is as it was measured.
 */
COUNTER(length_ns, "ns", 1, FROM_0,
	"wall time of the window, by the clock of the machine under test")
COUNTER(operations, "1", 1, FROM_0,
	"operations of the workload in the window, of what arrives as the receiving kernel "
	"handed over")
COUNTER(operation_ns, "ns", 1, FROM_0,
	"udp-drain: wall time of one receive, median of batches; with icount instructions")
COUNTER(received_bytes, "B", 1, FROM_0, "payload received in the window")
COUNTER(receiver_cpu_ns, "ns", 1, FROM_0, "CPU time of the receiving process, by its process clock")
COUNTER(sleeps, "1", 1, FROM_0, "voluntary context switches of the receiving process")
COUNTER(sender_datagrams, "1", 1, FROM_0,
	"datagrams sent in the window, by the sending kernel or iperf3")
COUNTER(sender_cpu_ns, "ns", 1, FROM_0, "CPU time of the sending process")
COUNTER(drops, "1", 1, FROM_0, "datagrams dropped at the receiving socket (UdpRcvbufErrors)")
COUNTER(lost, "1", 1, FROM_0, "datagrams lost, by iperf3's own count")
COUNTER(steal_ns, "ns", 1, FROM_0, "steal time of the machine under test")
COUNTER(hits, "1", 1, FROM_0, "runs of the attached program")
COUNTER(hit_operations, "1", 1, FROM_0, "operations over which hits were counted")
COUNTER(misses, "1", 1, FROM_0, "runs that the kernel skipped (recursion, kprobe misses)")
COUNTER(run_time_ns, "ns", 1, FROM_0, "the kernel's own statistics: time spent in the program")
COUNTER(events, "1", 2, ABOVE_0, "micro: events of a chunk")
COUNTER(chunks, "1", 2, FROM_0,
	"micro: chunks without and with the program that were compared; udp-drain: batches")
COUNTER(chunks_agreeing, "1", 2, FROM_0, "of these, those that cost what the median one did")
COUNTER(chunks_disturbed, "1", 2, FROM_0,
	"chunks left out because an interrupt or another task fell into them")
COUNTER(event_ns, "ns", 2, ANY,
	"micro: an event's cost over the bare one; with icount in instructions")
COUNTER(event_bare_ns, "ns", 2, FROM_0,
	"micro: an event of the bare trigger; with icount in instructions")
COUNTER(event_slope_ns, "ns", 2, ANY,
	"micro: cost of one more event, by chunks of different lengths")
COUNTER(body_alone_ns, "ns", 3, FROM_0,
	"micro: a run of the program's body alone, median of passes of BPF_PROG_TEST_RUN")
COUNTER(load_ns, "ns", 3, FROM_0, "micro: loading the program; with icount in instructions")
COUNTER(attach_ns, "ns", 3, FROM_0, "micro: attaching it, until the kernel's answer")
COUNTER(detach_ns, "ns", 3, FROM_0, "micro: closing its link or event, until the kernel's answer")
COUNTER(vcpu_cpu_ns, "ns", 1, FROM_0, "CPU time of the virtual CPUs' threads on the host")
COUNTER(vcpu_wait_ns, "ns", 4, FROM_0,
	"time that these threads could have run but others had the host's CPUs")
COUNTER(selects, "1", 5, FROM_0, "calls of select() by the receiving process")
COUNTER(card_packets, "1", 6, FROM_0,
	"client on the host: packets that the guest's network card brought, all of them")
COUNTER(softirqs, "1", 6, FROM_0,
	"client on the host: runs of the guest's receive softirq (NET_RX)")
COUNTER(softirqs_beside, "1", 6, FROM_0, "of these, those on the receiver's CPU")
COUNTER(host_drops, "1", 6, FROM_0,
	"client on the host: datagrams dropped at the socket of QEMU's network, on the host")
COUNTER(sender_wait_ns, "ns", 6, FROM_0,
	"client on the host: time that it could have run but others had the host's CPUs")
COUNTER(network_cpu_ns, "ns", 6, FROM_0,
	"client on the host: CPU time of QEMU's main loop, which carries the guest's network")
COUNTER(network_wait_ns, "ns", 6, FROM_0,
	"client on the host: time that it could have run but others had the host's CPUs")
COUNTER(hits_inside, "1", 7, FROM_0,
	"runs of the attached program within the timed part of operations, some more than measured")
COUNTER(inside_operations, "1", 7, FROM_0, "operations over which hits_inside were counted")
