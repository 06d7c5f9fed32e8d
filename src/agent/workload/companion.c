// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/companion.h"

static void view_release(struct kernel_view *view)
{
	btf__free(view->btf);
	view->btf = NULL;
	delay_release(&view->delay);
}

int companion_attach(struct companion *companion, const char *function, const char *program,
		     struct error *err)
{
	struct hook hook = { .function = function };
	int done;

	if (companion->attached)
		return 0;
	companion->view.btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(companion->view.btf))
		companion->view.btf = NULL;
	done = attachment_make(&companion->attachment, "fentry", program, &hook, &companion->view,
			       err);
	companion->attached = !done;
	if (done < 0)
		view_release(&companion->view);
	return done;
}

void companion_release(struct companion *companion)
{
	if (!companion->attached)
		return;
	attachment_discard(&companion->attachment);
	view_release(&companion->view);
	companion->attached = false;
}
