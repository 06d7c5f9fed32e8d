// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/bench.h"
#include "run/agent_client.h"
#include "common/text_buffer.h"
#include "study/settings.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LABEL_SIZE 512

void bench_init(struct bench *bench, struct run *run, const struct cell *cell)
{
	*bench = (struct bench){ .run = run,
				 .cell = cell,
				 .study = &cell->study,
				 .helper = run_helper_find(run->context, cell->architecture) };
}

void bench_release(struct bench *bench)
{
	bench_target_stop(bench);
	configurations_free(&bench->configurations);
	treatments_free(&bench->treatments);
	object_programs_free(&bench->objects);
	free(bench->configuration_ids);
	free(bench->release);
	free(bench->shams.function);
	free(bench->shams.tracepoint);
	free(bench->shams.usable);
	json_decref(bench->record.facts);
	environment_free(&bench->environment);
}

static bool target_stopping(void *context)
{
	return bench_stop(context) == RUN_STOP_NOW;
}

static void target_says(void *context, const char *line)
{
	bench_say(context, "%s", line);
}

static struct target_config target_config_of(struct bench *bench)
{
	static const char *const accelerators[] = { "auto", "kvm", "tcg" };
	const struct study *study = bench->study;
	bool iperf3 = settings_have(study, "client");

	return (struct target_config){
		.kind = study->target,
		.run_id = bench->run->record.id,
		.agent_path = bench->helper ? bench->helper->agent_path : NULL,
		.iperf3_path = iperf3 && bench->helper ? bench->helper->iperf3_path : NULL,
		.architecture = bench->cell->architecture,
		.kernel = study_kernel(study),
		.modules = study->modules,
		.accel = accelerators[run_emulated(bench->run) ? ACCELERATOR_TCG : study->accel],
		.cpus = study->cpus,
		.memory_mib = study->memory_mib,
		.pin = study->pin != PIN_NO,
		.icount = study->exact,
		.recorder_path =
		    study->anatomy && bench->helper ? bench->helper->recorder_path : NULL,
		.need_bpf_lsm = study->objects.count || study_hooks(study, HOOK_SECURITY),
		.need_kernel_config = study->objects.count,
		.need_veth = iperf3 && study->settings.client == CLIENT_GUEST,
		.need_virtio_net = iperf3 && study->settings.client == CLIENT_HOST,
		.forward_port = study->settings.port,
		.say = target_says,
		.say_context = bench,
		.stopping = target_stopping,
		.stopping_context = bench,
	};
}

int bench_target_start(struct bench *bench, struct error *err)
{
	int done = run_helper_check(bench->helper, bench->cell->architecture, err);

	bench->config = target_config_of(bench);
	if (!done)
		done = target_start(&bench->config, &bench->target, err);
	if (!done && bench->study->accel == ACCELERATOR_AUTO && !bench->study->exact)
		run_accelerator_keep(bench->run, bench->target->facts.accelerator);
	return done;
}

void bench_target_stop(struct bench *bench)
{
	target_stop(bench->target);
	bench->target = NULL;
}

void bench_say(const struct bench *bench, const char *format, ...)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	const struct cell_list *cells = bench->run->cells;
	char label[LABEL_SIZE];
	va_list arguments;

	if (cells->count > 1)
		text_buffer_add(&line,
				"%s: ", cell_label(label, sizeof(label), cells, bench->cell));
	va_start(arguments, format);
	text_buffer_add_va(&line, format, arguments);
	va_end(arguments);
	run_say(bench->run, text_buffer_get(&line));
}

void bench_say_failure(const struct bench *bench, const char *reason)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	char label[LABEL_SIZE];

	cell_label(label, sizeof(label), bench->run->cells, bench->cell);
	text_buffer_add(&line, "%s: this cell failed: %s", label, reason);
	run_say_failure(bench->run, text_buffer_get(&line), reason);
}

enum run_stop bench_stop(const struct bench *bench)
{
	return run_stop(bench->run);
}

int bench_call(struct bench *bench, json_t *request, double patience_s, json_t **ret_reply,
	       struct error *err)
{
	return agent_call(bench->target, request, patience_s, NULL, NULL, ret_reply, err);
}

int bench_statistics(struct bench *bench, bool on, struct error *err)
{
	const char *by = bench->study->statistics_by == STATISTICS_BY_SYSCTL ? "sysctl" : "fd";

	return bench_call(bench, request_pack(REQUEST_statistics, "{s:b s:s}", "on", on, "by", by),
			  30, NULL, err);
}

int bench_plan_prepare(struct bench *bench, struct error *err)
{
	const struct study *study = bench->study;

	if (treatments_make(study, &bench->objects, &bench->treatments) < 0 ||
	    configurations_make(study, &bench->treatments, &bench->delays, &bench->configurations) <
		0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	bench->configuration_ids =
	    calloc(bench->configurations.count + 1, sizeof(*bench->configuration_ids));
	return bench->configuration_ids ? 0
					: error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

const struct treatment *bench_treatment(const struct bench *bench, const struct visit *visit)
{
	return &bench->treatments.treatments[visit->treatment];
}
