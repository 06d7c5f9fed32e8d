/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is counted of a function, in the order of the columns: COUNT(identifier, name, heading,
 * what one is).
 *
 * The name is that of JSON and CSV, the heading that of a table of 80 columns.  Included several
 * times; no include guard on purpose.
 */
COUNT(calls, "calls", "calls", "how often it was entered")
COUNT(instructions, "instructions", "instr.", "instructions that ran to their end")
COUNT(loads, "loads", "loads", "reads of memory")
COUNT(stores, "stores", "stores", "writes to memory")
COUNT(branches, "branches", "taken", "branches that were taken, calls and returns among them")
COUNT(atomics, "atomics", "atom.", "atomic operations; each is a load and a store as well")
COUNT(system_registers, "system_registers", "sys.",
      "instructions that read or write a register of the system")
