// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/kernel_view.h"

#include <errno.h>
#include <unistd.h>

#define BTF_FILE "/sys/kernel/btf/vmlinux"

void kernel_view_open(struct kernel_view *view)
{
	view->btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(view->btf))
		view->btf = NULL;
}

int kernel_view_check(const struct kernel_view *view, struct error *err)
{
	if (view->btf || access(BTF_FILE, R_OK) < 0)
		return 0;
	return error_set(
	    err, ERROR_ENVIRONMENT, EBADMSG,
	    "the kernel's BTF (" BTF_FILE ") cannot be read, and so it loads no BPF "
	    "program: its image was changed, or built by a pahole that it does not go with");
}

void kernel_view_close(struct kernel_view *view)
{
	btf__free(view->btf);
	view->btf = NULL;
	delay_release(&view->delay);
}
