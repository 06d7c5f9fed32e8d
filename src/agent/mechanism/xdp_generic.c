// SPDX-License-Identifier: GPL-2.0-or-later
/* xdp-generic: an xdp program on the loopback device, which runs behind the socket buffer's making.
 */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/network.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/if_link.h>
#include <net/if.h>

static int attach(struct hooked *hooked, struct error *err)
{
	LIBBPF_OPTS(bpf_link_create_opts, options, .flags = XDP_FLAGS_SKB_MODE);
	int device = network_device(err);

	return device < 0
		   ? device
		   : link_take(hooked,
			       bpf_link_create(hooked->program_fd, device, BPF_XDP, &options),
			       NETWORK_DEVICE ", generic xdp", err);
}

/* The mode is what a figure is read by. */
static int mode_prove(struct hooked *hooked, struct error *err)
{
	LIBBPF_OPTS(bpf_xdp_query_opts, shown);
	int asked = bpf_xdp_query((int)if_nametoindex(NETWORK_DEVICE), 0, &shown);

	if (asked < 0)
		return error_errno(err, ERROR_RESULT, -asked,
				   "the device does not say what hangs on it");
	if (shown.attach_mode != XDP_ATTACHED_SKB)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the device has mode %u where %u (generic) was wanted",
				 shown.attach_mode, XDP_ATTACHED_SKB);
	json_object_set_new(hooked->proof, "device",
			    json_pack("{s:s s:s s:I}", "name", NETWORK_DEVICE, "mode", "generic",
				      "program", (json_int_t)shown.skb_prog_id));
	return 0;
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_XDP, err);

	return proved < 0 ? proved : mode_prove(hooked, err);
}

const struct mechanism_ops mechanism_xdp_generic = {
	.type = BPF_PROG_TYPE_XDP,
	.expected = BPF_XDP,
	.hits_per_operation = 1,
	.event = network_event,
	.attach = attach,
	.prove = prove,
};
