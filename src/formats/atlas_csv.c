// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An atlas as CSV (RFC 4180), a row a cell.  least and most are the range of what is not the same
 * each time; step is from the kernel step_from.
 */
#include "common/cleanup.h"
#include "formats/atlas.h"
#include "formats/csv_fields.h"

#include <math.h>

static void put_numbers(FILE *out, const struct atlas_figure *figure)
{
	bool ranges = atlas_is_measured(figure) && figure->least < figure->most;

	csv_put_number(out, figure->instructions);
	csv_put_number(out, ranges ? figure->least : NAN);
	csv_put_number(out, ranges ? figure->most : NAN);
	fprintf(out, "%s,", atlas_is_measured(figure) ? atlas_is_exact(figure) ? "yes" : "no" : "");
	csv_put_number(out, figure->step);
}

static int put_figure(FILE *out, const struct atlas *atlas, const struct atlas_figure *figure)
{
	const struct atlas_kernel *kernel = &atlas->kernels[figure->kernel];
	const struct atlas_row *row = &atlas->rows[figure->row];
	const char *key[] = { kernel->release, kernel->architecture, row->mechanism,
			      row->program,    row->trigger,	     figure->status };
	const char *origin[] = {
		isfinite(figure->step) ? atlas->kernels[figure->before].release : NULL,
		row->hook,
		kernel->package,
		figure->reason,
		atlas->runs[figure->run].id,
		figure->tools.agent,
		figure->tools.qemu,
	};
	int code = csv_put_texts(out, key, ARRAY_SIZE(key));

	put_numbers(out, figure);
	if (!code)
		code = csv_put_texts(out, origin, ARRAY_SIZE(origin));
	fprintf(out, "%s\r\n", figure->other_tools ? "yes" : "no");
	return code;
}

int atlas_print_csv(const struct atlas *atlas, FILE *out, const struct report_options *options)
{
	int code = 0;

	(void)options;
	fputs("kernel,arch,mechanism,program,trigger,status,instructions,least,most,exact,step,"
	      "step_from,hook,package,reason,run,agent,qemu,other_tools\r\n",
	      out);
	for (size_t row = 0; row < atlas->row_count; row++)
		for (size_t k = 0; k < atlas->kernel_count && !code; k++) {
			const struct atlas_figure *figure = atlas_figure_at(atlas, row, k);

			if (figure && figure->row == row)
				code = put_figure(out, atlas, figure);
		}
	return code;
}
