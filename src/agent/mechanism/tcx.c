// SPDX-License-Identifier: GPL-2.0-or-later
/* tcx: a tc program on the loopback device by a link, at ingress or at egress. */
#include "agent/kernel_enum.h"
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/network.h"
#include "agent/mechanism/new_kinds.h"
#include "agent/newer_link_info.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

#define INGRESS "BPF_TCX_INGRESS"
#define EGRESS "BPF_TCX_EGRESS"

/* What it was loaded for (agent/object_network.h); sections that say nothing leave 0. */
static bool is_at_egress(const struct hooked *hooked)
{
	return hooked->attach_type &&
	       hooked->attach_type == kernel_enum_number(hooked->btf, "bpf_attach_type", EGRESS);
}

static int attach(struct hooked *hooked, struct error *err)
{
	bool egress = is_at_egress(hooked);
	int kind = kernel_attach_type(hooked->btf, egress ? EGRESS : INGRESS, err);
	int device = kind < 0 ? kind : network_device(err);

	if (device < 0)
		return device;
	hooked->attach_type = kind;
	return link_take(
	    hooked, bpf_link_create(hooked->program_fd, device, (enum bpf_attach_type)kind, NULL),
	    egress ? NETWORK_DEVICE ", egress" : NETWORK_DEVICE ", ingress", err);
}

static int place_prove(struct hooked *hooked, struct error *err)
{
	struct newer_link_info info;
	__u32 size = sizeof(info);
	int asked;

	memset(&info, 0, sizeof(info));
	asked = bpf_obj_get_info_by_fd(hooked->link_fd, &info, &size);
	if (asked < 0)
		return error_errno(err, ERROR_RESULT, -asked, "no information about the link");
	if (info.tcx.device != (__u32)network_device(err) ||
	    info.tcx.attach_type != (__u32)hooked->attach_type)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the link is on device %u by attach type %u, where %s and %d were "
				 "wanted",
				 info.tcx.device, info.tcx.attach_type, NETWORK_DEVICE,
				 hooked->attach_type);
	json_object_set_new(hooked->proof, "device",
			    json_pack("{s:s s:I}", "name", NETWORK_DEVICE, "attach_type",
				      (json_int_t)info.tcx.attach_type));
	return 0;
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove_named(hooked, "BPF_LINK_TYPE_TCX", err);

	return proved < 0 ? proved : place_prove(hooked, err);
}

const struct mechanism_ops mechanism_tcx = {
	.type = BPF_PROG_TYPE_SCHED_CLS,
	.hits_per_operation = 1,
	.event = network_event,
	.attach = attach,
	.prove = prove,
};
