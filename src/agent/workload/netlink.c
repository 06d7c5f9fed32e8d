// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/netlink.h"
#include "common/cleanup.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

void netlink_begin(struct netlink_request *request, unsigned short type, unsigned short flags,
		   const void *info, size_t length)
{
	*request = (struct netlink_request){
		.header = { .nlmsg_len = (unsigned int)NLMSG_LENGTH(length),
			    .nlmsg_type = type,
			    .nlmsg_flags = (unsigned short)(NLM_F_REQUEST | NLM_F_ACK | flags) }
	};
	memcpy(NLMSG_DATA(&request->header), info, length);
}

static char *request_end(struct netlink_request *request)
{
	return (char *)request + NLMSG_ALIGN(request->header.nlmsg_len);
}

struct rtattr *netlink_add(struct netlink_request *request, unsigned short type, const void *data,
			   size_t length)
{
	struct rtattr *attribute = (struct rtattr *)request_end(request);

	attribute->rta_type = type;
	attribute->rta_len = (unsigned short)RTA_LENGTH(length);
	if (length && data)
		memcpy(RTA_DATA(attribute), data, length);
	request->header.nlmsg_len =
	    NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
	return attribute;
}

/* A nest reaches to the end of the message so far. */
void netlink_close(struct netlink_request *request, struct rtattr *nest)
{
	nest->rta_len = (unsigned short)(request_end(request) - (char *)nest);
}

int netlink_send(const struct netlink_request *request)
{
	CLEANUP_CLOSE int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[512];
	} reply = {};

	if (fd < 0)
		return -errno;
	if (send(fd, request, request->header.nlmsg_len, 0) < 0 ||
	    recv(fd, &reply, sizeof(reply), 0) < 0)
		return -errno;
	return reply.header.nlmsg_type == NLMSG_ERROR ? reply.error.error : -EPROTO;
}
