// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/receivers.h"
#include "study/options.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/targets.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* What a study lists twice, it measures once. */
static void put_name(const char **names, size_t *count, const char *name)
{
	for (size_t i = 0; i < *count; i++)
		if (!strcmp(names[i], name))
			return;
	if (*count < WORKLOAD_COUNT)
		names[(*count)++] = name;
}

/* The workload with receivers, as it is when none is named. */
static const struct workload_info *free_receiver(void)
{
	return workload_of_kind(WORKLOAD_TRAFFIC);
}

static void put_receivers(const struct word_list *receivers, const char **names, size_t *count)
{
	for (size_t i = 0; i < receivers->count; i++)
		put_name(names, count,
			 workload_find_setting(free_receiver()->agent, receivers->words[i])->name);
}

int receivers_expand(struct study *study)
{
	const char *names[WORKLOAD_COUNT];
	CLEANUP_FREE char *joined = NULL;
	size_t count = 0;

	if (!study->settings.receivers.count)
		return 0;
	for (size_t i = 0; i < study->workloads.count; i++) {
		if (strcmp(study->workloads.words[i], free_receiver()->name) != 0)
			put_name(names, &count, study->workloads.words[i]);
		else
			put_receivers(&study->settings.receivers, names, &count);
	}
	joined = text_join(names, count, ",");
	return joined ? option_set(option_find("workload", OPTION_FOR_RUN), joined, study, NULL)
		      : -ENOMEM;
}

/* The load is found and kept by the machine under test, whose sender has a CPU of its own. */
static int check_load(const struct study *study, const char *receiver, struct error *err)
{
	if (study->protocol == PROTOCOL_RESTART)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "receiver %s is measured by protocol switch only: its load is "
				 "found once, at the start",
				 receiver);
	if (study->settings.client == CLIENT_HOST)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "receiver %s needs client guest: its sender is loaded against it "
				 "by the machine under test",
				 receiver);
	if (target_can(study->target, TARGET_BOOTS) && study->cpus < 2)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "receiver %s needs two CPUs in the guest, one for the sender; "
				 "cpus says %u",
				 receiver, study->cpus);
	return 0;
}

bool receivers_can_be_loaded(const struct study *study)
{
	struct error ignored;

	return check_load(study, "", &ignored) == 0;
}

int receivers_check(const struct study *study, struct error *err)
{
	for (size_t i = 0; i < study->settings.receivers.count; i++) {
		const char *receiver = study->settings.receivers.words[i];

		if (!word_list_has(&study->workloads,
				   workload_find_setting(free_receiver()->agent, receiver)->name))
			return error_set(err, ERROR_USAGE, EINVAL,
					 "receiver %s is a setting of workload %s, which is not "
					 "listed",
					 receiver, free_receiver()->name);
	}
	for (size_t i = 0; i < study->workloads.count; i++) {
		const char *name = study->workloads.words[i];
		int code = 0;

		if (workload_is_loaded(name))
			code = check_load(study, workload_find(name)->receiver, err);
		if (code < 0)
			return code;
	}
	return 0;
}
