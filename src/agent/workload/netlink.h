/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NETLINK_H
#define BPFTAX_AGENT_NETLINK_H

/*
 * One rtnetlink request and the kernel's answer, built by hand: there is no static library for it.
 *
 *	struct netlink_request request;
 *	struct rtattr *nest;
 *
 *	netlink_begin(&request, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &info, sizeof(info));
 *	nest = netlink_add(&request, IFLA_LINKINFO, NULL, 0);
 *	netlink_add(&request, IFLA_INFO_KIND, "veth", strlen("veth"));
 *	netlink_close(&request, nest);
 *	done = netlink_send(&request);
 */

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>

struct netlink_request {
	struct nlmsghdr header;
	char body[512];
};

/* flags: beside NLM_F_REQUEST and NLM_F_ACK.  info: what the type of message begins with. */
void netlink_begin(struct netlink_request *request, unsigned short type, unsigned short flags,
		   const void *info, size_t length);

/* Adds an attribute; with length 0 one that others are nested in until netlink_close(). */
struct rtattr *netlink_add(struct netlink_request *request, unsigned short type, const void *data,
			   size_t length);
void netlink_close(struct netlink_request *request, struct rtattr *nest);

/* In the network namespace of the caller.  0 or a negative errno, the kernel's own. */
int netlink_send(const struct netlink_request *request);

#endif
