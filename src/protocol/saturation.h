/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PROTOCOL_SATURATION_H
#define BPFTAX_PROTOCOL_SATURATION_H

/*
 * When a receiver is saturated: it never idles, and what a hook takes is lost to datagrams.  One
 * rule (docs/method.md, "Saturation"): a report judges by it (estimate/saturation.h), and the
 * agent's pilot looks for a load that fulfils it for good.
 */

/* Busy for so much of the time, or sleeping so rarely, whichever shows first. */
#define SATURATION_BUSY .995
#define SATURATION_SLEEPS .002 /* an operation */

#endif
