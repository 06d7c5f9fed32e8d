/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every metric, in the order of the reports: METRIC(ID, name, unit, traffic, compared, COUNTED).
 *
 * name() in metrics.c computes it from a window's counters.  traffic is true where it means
 * something only while traffic flows throughout the window, compared where it is held against the
 * baseline, as an effect.  COUNTED is the ID of what stands for it where instructions are counted:
 * its own where it is the same.  Included several times; no include guard on purpose.
 */
METRIC(OPERATION_NS, operation_ns, "ns", false, true, OPERATION_INSTRUCTIONS)
METRIC(OPERATION_CPU_NS, operation_cpu_ns, "ns", false, true, OPERATION_CPU_INSTRUCTIONS)
METRIC(RATE_PPS, rate_pps, "1/s", true, true, RATE_PPS)
METRIC(BITRATE_MBPS, bitrate_mbps, "Mbit/s", true, true, BITRATE_MBPS)
METRIC(TRANSFER_MB, transfer_mb, "MB", true, true, TRANSFER_MB)
METRIC(SLEEPS_PER_OPERATION, sleeps_per_operation, "1", true, true, SLEEPS_PER_OPERATION)
METRIC(SELECTS_PER_OPERATION, selects_per_operation, "1", true, true, SELECTS_PER_OPERATION)
METRIC(RECEIVER_BUSY, receiver_busy, "1", true, true, RECEIVER_BUSY)
METRIC(DROPS_PER_OPERATION, drops_per_operation, "1", true, false, DROPS_PER_OPERATION)
METRIC(SENDER_CPU_NS, sender_cpu_ns, "ns", true, true, SENDER_CPU_NS)
METRIC(HITS_PER_OPERATION, hits_per_operation, "1", false, false, HITS_PER_OPERATION)
METRIC(VCPU_CPU_NS, vcpu_cpu_ns, "ns", false, true, VCPU_CPU_NS)
METRIC(KERNEL_REPORTED_NS, kernel_reported_ns, "ns", false, false, KERNEL_REPORTED_NS)
METRIC(EVENT_NS, event_ns, "ns", false, true, EVENT_INSTRUCTIONS)
METRIC(EVENT_INSTRUCTIONS, event_instructions, "1", false, true, EVENT_INSTRUCTIONS)
METRIC(OPERATION_INSTRUCTIONS, operation_instructions, "1", false, true, OPERATION_INSTRUCTIONS)
METRIC(OPERATION_CPU_INSTRUCTIONS, operation_cpu_instructions, "1", true, true,
       OPERATION_CPU_INSTRUCTIONS)
METRIC(BODY_ALONE_NS, body_alone_ns, "ns", false, false, BODY_ALONE_NS)
METRIC(LOAD_NS, load_ns, "ns", false, false, LOAD_NS)
METRIC(ATTACH_NS, attach_ns, "ns", false, false, ATTACH_NS)
METRIC(DETACH_NS, detach_ns, "ns", false, false, DETACH_NS)
