// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/ballast.h"
#include "common/cleanup.h"

#include <string.h>

#define FUNCTION "inet_recvmsg"
#define FUNCTION_OTHERWISE "sock_recvmsg"

static int view_make(struct kernel_view *view, struct error *err)
{
	view->btf = btf__load_vmlinux_btf();
	if (libbpf_get_error(view->btf))
		view->btf = NULL;
	return delay_calibrate(&view->delay, err);
}

static void view_release(struct kernel_view *view)
{
	btf__free(view->btf);
	view->btf = NULL;
	delay_release(&view->delay);
}

int ballast_attach(struct ballast *ballast, const char *hooked, struct error *err)
{
	bool taken = hooked && !strcmp(hooked, FUNCTION);
	struct hook hook = { .function = taken ? FUNCTION_OTHERWISE : FUNCTION };
	int done;

	if (ballast->attached)
		return 0;
	done = view_make(&ballast->view, err);
	if (!done)
		done = attachment_make(&ballast->attachment, "fentry", "delay-0ns", &hook,
				       &ballast->view, err);
	ballast->attached = !done;
	if (!done)
		return 0;
	view_release(&ballast->view);
	err->kind = ERROR_ENVIRONMENT;
	return error_prefix(err, done, "the receiver's ballast cannot be attached to %s",
			    hook.function);
}

int ballast_set(struct ballast *ballast, uint64_t ns, struct error *err)
{
	int done = delay_calibrate(&ballast->view.delay, err);

	if (!done)
		done = delay_set(&ballast->view.delay, ballast->attachment.object, ns, err);
	return done < 0 ? done : 0;
}

void ballast_release(struct ballast *ballast)
{
	if (!ballast->attached)
		return;
	json_decref(attachment_remove(&ballast->attachment));
	view_release(&ballast->view);
	ballast->attached = false;
}
