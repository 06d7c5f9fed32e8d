/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every program that can be attached: PROGRAM(identifier, name, summary).
 *
 * bpf/<identifier>.bpf.c holds its one body; the agent loads it as whatever program type the
 * mechanism needs.  A name that ends in "-" is a family with a parameter: `delay-343ns`.
 * Included several times; no include guard on purpose.
 */
PROGRAM(null, "null", "returns 0")
PROGRAM(map, "map", "writes the pid from the helper into a per-CPU array")
PROGRAM(delay, "delay-", "spends a known time, delay-343ns, calibrated in place")
PROGRAM(alu, "alu-", "makes so many additions, alu-50: work of a known size")
