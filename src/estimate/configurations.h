/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_CONFIGURATIONS_H
#define BPFTAX_ESTIMATE_CONFIGURATIONS_H

/* What a stored configuration is; its name is for print only and says nothing here. */

#include <stdbool.h>
#include "store/store.h"

/* A configuration without a mechanism is a baseline. */
bool configuration_is_baseline(const struct configuration_record *configuration);

/* The program of a known delay, at one length. */
bool configuration_is_delay(const struct configuration_record *configuration);

/* Whether they are windows of one attachment that differ in statistics alone. */
bool configuration_is_sibling(const struct configuration_record *one,
			      const struct configuration_record *other);

#endif
