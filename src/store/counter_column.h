/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_COUNTER_COLUMN_H
#define BPFTAX_STORE_COUNTER_COLUMN_H

/*
 * A counter's column, as a literal: "drops REAL CHECK (drops >= 0)".  The name and the check are
 * those of its row of protocol/counter_list.h.  Private to src/store.
 */

#define COUNTER_CHECK_FROM_0(name) " CHECK (" #name " >= 0)"
#define COUNTER_CHECK_ABOVE_0(name) " CHECK (" #name " > 0)"
#define COUNTER_CHECK_ANY(name) ""
#define COUNTER_COLUMN(name, check) #name " REAL" COUNTER_CHECK_##check(name)

#endif
