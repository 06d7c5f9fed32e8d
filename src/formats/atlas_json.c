// SPDX-License-Identifier: GPL-2.0-or-later
/* An atlas as JSON, "bpftax-atlas/1".  Absent is absent. */
#include "formats/atlas.h"
#include "formats/json_fields.h"

#include <errno.h>
#include <math.h>

static json_t *run_to_json(const struct atlas_run *run)
{
	json_t *object = json_object();

	json_put_run_name(object, run->id, run->label, run->started_s);
	json_put_text(object, "version", run->version);
	json_object_set_new(object, "figures", json_integer((json_int_t)run->figures));
	return object;
}

static json_t *kernel_to_json(const struct atlas_kernel *kernel)
{
	json_t *object = json_object();

	json_put_text(object, "kernel", kernel->release);
	json_put_text(object, "arch", kernel->architecture);
	json_put_text(object, "flavour", kernel->flavour);
	json_put_text(object, "package", kernel->package);
	json_put_text(object, "newest_agent", kernel->tools.agent);
	json_put_text(object, "newest_qemu", kernel->tools.qemu);
	return object;
}

static json_t *step_to_json(const struct atlas *atlas, const struct atlas_figure *figure)
{
	json_t *object = json_object();

	json_put_text(object, "from", atlas->kernels[figure->before].release);
	json_put_number(object, "instructions", figure->step);
	return object;
}

static void numbers_put(json_t *object, const struct atlas *atlas,
			const struct atlas_figure *figure)
{
	if (!atlas_is_measured(figure))
		return;
	json_put_number(object, "instructions", figure->instructions);
	json_object_set_new(object, "exact", json_boolean(atlas_is_exact(figure)));
	if (figure->least < figure->most) {
		json_put_number(object, "least", figure->least);
		json_put_number(object, "most", figure->most);
	}
	if (isfinite(figure->step))
		json_object_set_new(object, "step", step_to_json(atlas, figure));
}

static json_t *figure_to_json(const struct atlas *atlas, const struct atlas_figure *figure)
{
	const struct atlas_row *row = &atlas->rows[figure->row];
	json_t *object = json_object();

	json_put_text(object, "kernel", atlas->kernels[figure->kernel].release);
	json_put_text(object, "arch", atlas->kernels[figure->kernel].architecture);
	json_put_text(object, "mechanism", row->mechanism);
	json_put_text(object, "program", row->program);
	json_put_text(object, "trigger", row->trigger);
	json_put_text(object, "hook", row->hook);
	json_put_text(object, "status", figure->status);
	json_put_text(object, "reason", figure->reason);
	numbers_put(object, atlas, figure);
	json_put_text(object, "run", atlas->runs[figure->run].id);
	json_put_text(object, "agent", figure->tools.agent);
	json_put_text(object, "qemu", figure->tools.qemu);
	if (figure->other_tools)
		json_object_set_new(object, "other_tools", json_true());
	return object;
}

static json_t *figures_to_json(const struct atlas *atlas)
{
	json_t *array = json_array();

	for (size_t row = 0; row < atlas->row_count; row++)
		for (size_t k = 0; k < atlas->kernel_count; k++) {
			const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

			if (figure && figure->row == row)
				json_array_append_new(array, figure_to_json(atlas, figure));
		}
	return array;
}

int atlas_print_json(const struct atlas *atlas, FILE *out, const struct report_options *options)
{
	json_t *root = json_object(), *runs = json_array(), *kernels = json_array();

	(void)options;
	for (size_t i = 0; i < atlas->run_count; i++)
		if (atlas->runs[i].figures)
			json_array_append_new(runs, run_to_json(&atlas->runs[i]));
	for (size_t i = 0; i < atlas->kernel_count; i++)
		json_array_append_new(kernels, kernel_to_json(&atlas->kernels[i]));
	json_put_text(root, "schema", "bpftax-atlas/1");
	json_object_set_new(root, "runs", runs);
	json_object_set_new(root, "kernels", kernels);
	json_object_set_new(root, "cells", figures_to_json(atlas));
	return root ? json_document_put(root, out) : -ENOMEM;
}
