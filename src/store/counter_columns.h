/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counters as columns of the table `sample`, in the order of the list: for a CREATE TABLE where
 * all that it includes is a literal (schema.sql), with what each means, which the file keeps.
 */
#define COUNTER(identifier, unit, since, check, meaning)                                           \
	"\t" COUNTER_COLUMN(identifier, check) ", -- " unit ": " meaning "\n"
#include "protocol/counter_list.h"
#undef COUNTER
