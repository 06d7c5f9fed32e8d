/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STUDY_SETTINGS_H
#define BPFTAX_STUDY_SETTINGS_H

/*
 * The settings that workloads have of their own (study/setting_list.h): whose they are, what is
 * sent to a workload, and which of a study's move nothing.
 *
 *	request_pack(REQUEST_workload_start, "{s:s s:o}", "workload", workload->agent,
 *		     "settings", settings_pack(study, workload));
 */

#include <jansson.h>
#include "protocol/workloads.h"
#include "study/cell.h"
#include "study/options.h"

/* What the workload is sent of its own: by the options' names, as a study's JSON has them. */
json_t *settings_pack(const struct study *study, const struct workload_info *workload);

/* Whether the workload has a client, and the study has it on the host. */
bool settings_client_on_host(const struct study *study, const char *workload);

/* Whether a workload of the study has the setting. */
bool settings_have(const struct study *study, const char *name);

/* "iperf3, iperf3-paced": the workloads that have the setting; the caller frees, NULL without
 * memory. */
char *setting_owners(const char *name);

/*
 * A line for each setting that is not as by default and that no workload of any cell has: it was
 * asked for, and changes nothing.  "" where there is none; the caller frees, NULL without memory.
 */
char *settings_idle(const struct cell_list *cells);

#endif
