// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/host_cpu.h"
#include "estimate/limits.h"
#include "protocol/workloads.h"

#include <math.h>
#include <string.h>

static bool sender_is_in_guest(const struct report *report)
{
	return !client_is_on_host(report->data);
}

static bool interval_is_whole(const struct effect *effect)
{
	return report_effect_present(effect) && isfinite(effect->absolute.low) &&
	       isfinite(effect->absolute.high);
}

/* Receiver and, in the guest, sender; false without intervals. */
static bool guest_side(const struct report *report, const struct report_result *result,
		       struct interval *ret_sum)
{
	const struct effect *receiver = &result->effects[METRIC_OPERATION_CPU_NS];
	const struct effect *sender = &result->effects[METRIC_SENDER_CPU_NS];
	struct interval sum = receiver->absolute;

	if (!interval_is_whole(receiver))
		return false;
	if (sender_is_in_guest(report)) {
		if (!interval_is_whole(sender))
			return false;
		sum.estimate += sender->absolute.estimate;
		sum.low += sender->absolute.low;
		sum.high += sender->absolute.high;
	}
	*ret_sum = sum;
	return true;
}

static int say_disagreement(struct sentences *to, const struct report_result *result,
			    const struct interval *guest, const struct interval *host)
{
	return say(to,
		   "%s, %s: CPU time a %s changed by %+.0f ns [%.0f, %.0f] by the guest's own "
		   "clocks (receiver%s), by its CPUs' threads on the host by %+.0f ns [%.0f, "
		   "%.0f]: the two disagree. A guest takes other load on its host for its own; "
		   "the host's figure also has the rest of the guest in it.",
		   result->workload, result->configuration, workload_words(result->workload)->one,
		   guest->estimate, guest->low, guest->high,
		   sender_is_in_guest(to->report) ? " and sender" : "", host->estimate, host->low,
		   host->high);
}

int say_host_cpu(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];
		const struct effect *host = &result->effects[METRIC_VCPU_CPU_NS];
		struct interval guest;

		if (strcmp(result->workload, workload->name) != 0 ||
		    result->role != ROLE_TREATMENT || !interval_is_whole(host) ||
		    !guest_side(report, result, &guest))
			continue;
		if (host->absolute.low > guest.high || host->absolute.high < guest.low)
			code = say_disagreement(to, result, &guest, &host->absolute);
	}
	return code;
}
