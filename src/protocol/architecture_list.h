/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every architecture that a guest can have: ARCHITECTURE(identifier, name, machine, bpf, summary).
 *
 * name is what users say, machine what uname(2) says and meson calls the family, bpf what libbpf's
 * headers call it.  src/target/<identifier>.c holds its struct architecture, and
 * src/agent/arch/<machine>.c what the agent has to know of it.  Included several times, and read by
 * meson; no include guard on purpose.
 */
ARCHITECTURE(x86_64, "x86_64", "x86_64", "x86", "64-bit x86, as PCs are")
ARCHITECTURE(arm64, "arm64", "aarch64", "arm64", "64-bit Arm")
