/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every architecture that a guest can have: ARCHITECTURE(identifier), as uname(2) calls it.
 *
 * src/target/<identifier>.c holds its struct architecture.  Included several times; no include
 * guard on purpose.
 */
ARCHITECTURE(x86_64)
