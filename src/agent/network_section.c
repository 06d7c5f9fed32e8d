// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/network_section.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <string.h>

#define ATTACHED(name, by)                                                                         \
	{                                                                                          \
		.section = name, .mechanism = OBJECT_MECHANISM_##by                                \
	}
#define AT_EGRESS(name, by)                                                                        \
	{                                                                                          \
		.section = name, .mechanism = OBJECT_MECHANISM_##by, .is_egress = true             \
	}
#define NOT_ATTACHED(name, why)                                                                    \
	{                                                                                          \
		.section = name, .mechanism = OBJECT_MECHANISM_COUNT, .why_not = why               \
	}

static const char of_redirected[] =
    "is run for packets that another program redirects into a map, and none does here";
static const char of_socket_map[] =
    "is run for sockets that its loader puts into a map, and none is put there here";
/* Of sock_create, connect4 and sockops, counted on 6.12, fewer than half of the chunks agreed. */
static const char of_sockets[] =
    "is run where sockets are made, bound, connected or spoken to, which is not counted here: what "
    "such an event takes was another number each time";
static const char of_access[] =
    "decides about devices, settings or options, and no event here asks for one";
static const char of_route[] = "is run for packets of a route that its loader makes";
static const char of_listing[] =
    "is run by who reads its list, once for each thing that there is, which is no event";
static const char of_operations[] =
    "is one of the operations that its object puts in the kernel's place, which is no event";

/* The first that fits. */
static const struct network_section sections[] = {
	ATTACHED("xdp", xdp_generic),
	ATTACHED("xdp.frags", xdp_generic),
	NOT_ATTACHED("xdp/devmap", of_redirected),
	NOT_ATTACHED("xdp/cpumap", of_redirected),
	NOT_ATTACHED("xdp.frags/devmap", of_redirected),
	NOT_ATTACHED("xdp.frags/cpumap", of_redirected),
	/* These two say no direction: packets that come in are what most of them are for. */
	ATTACHED("tc", tcx),
	ATTACHED("classifier", tcx),
	ATTACHED("classifier/ingress", tcx),
	AT_EGRESS("classifier/egress", tcx),
	ATTACHED("tc/ingress", tcx),
	ATTACHED("tcx/ingress", tcx),
	AT_EGRESS("tc/egress", tcx),
	AT_EGRESS("tcx/egress", tcx),
	ATTACHED("cgroup_skb/ingress", cgroup_skb),
	ATTACHED("cgroup_skb/egress", cgroup_skb),
	NOT_ATTACHED("cgroup/skb", "says neither cgroup_skb/ingress nor cgroup_skb/egress"),
	NOT_ATTACHED("cgroup/dev", of_access),
	NOT_ATTACHED("cgroup/sysctl", of_access),
	NOT_ATTACHED("cgroup/getsockopt", of_access),
	NOT_ATTACHED("cgroup/setsockopt", of_access),
	NOT_ATTACHED("cgroup/", of_sockets),
	NOT_ATTACHED("sockops", of_sockets),
	NOT_ATTACHED("action", "is an action of a tc filter, which its loader makes"),
	NOT_ATTACHED("netkit/", "is run for packets of a netkit device that its loader makes"),
	NOT_ATTACHED("sk_msg", of_socket_map),
	NOT_ATTACHED("sk_skb", of_socket_map),
	NOT_ATTACHED("sk_skb/", of_socket_map),
	NOT_ATTACHED("sk_lookup", "chooses a socket for packets that would find another one or "
				  "none, which is its loader's to arrange"),
	NOT_ATTACHED("sk_reuseport", "chooses among sockets that its loader binds to one port"),
	NOT_ATTACHED("sk_reuseport/", "chooses among sockets that its loader binds to one port"),
	NOT_ATTACHED("socket", "filters what a socket of its loader's receives"),
	NOT_ATTACHED("flow_dissector", "takes packets apart in the kernel's place, and packets "
				       "over the loopback device are not taken apart"),
	NOT_ATTACHED("netfilter", "hangs on a hook of netfilter that its loader chooses"),
	NOT_ATTACHED("lwt_in", of_route),
	NOT_ATTACHED("lwt_out", of_route),
	NOT_ATTACHED("lwt_xmit", of_route),
	NOT_ATTACHED("lwt_seg6local", of_route),
	NOT_ATTACHED("iter/", of_listing),
	NOT_ATTACHED("iter.s/", of_listing),
	NOT_ATTACHED("struct_ops", of_operations),
	NOT_ATTACHED("struct_ops.s", of_operations),
	NOT_ATTACHED("struct_ops/", of_operations),
	NOT_ATTACHED("struct_ops.s/", of_operations),
	NOT_ATTACHED("freplace/", "takes the place of a function of another program, which is not "
				  "loaded here"),
	NOT_ATTACHED("syscall", "is run by its loader alone"),
};

static bool fits(const char *section, const char *known)
{
	size_t length = strlen(known);

	return known[length - 1] == '/' ? text_starts_with(section, known)
					: !strcmp(section, known);
}

const struct network_section *network_section_find(const char *section)
{
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
		if (fits(section, sections[i].section))
			return &sections[i];
	return NULL;
}
