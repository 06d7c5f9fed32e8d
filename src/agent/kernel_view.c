// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/kernel_view.h"

void kernel_view_open(struct kernel_view *view)
{
	view->btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(view->btf))
		view->btf = NULL;
}

void kernel_view_close(struct kernel_view *view)
{
	btf__free(view->btf);
	view->btf = NULL;
	delay_release(&view->delay);
}
