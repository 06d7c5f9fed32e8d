// SPDX-License-Identifier: GPL-2.0-or-later
/* Network devices of a guest: a veth pair between two namespaces, addresses, up. */
#include "agent/workload/task.h"
#include "common/cleanup.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static int interface_ioctl(int fd, unsigned long request, const char *device, const char *address)
{
	struct ifreq interface = {};
	struct sockaddr_in *in = (struct sockaddr_in *)&interface.ifr_addr;

	snprintf(interface.ifr_name, sizeof(interface.ifr_name), "%s", device);
	if (address) {
		in->sin_family = AF_INET;
		inet_pton(AF_INET, address, &in->sin_addr);
	} else {
		interface.ifr_flags = IFF_UP | IFF_RUNNING;
	}
	return ioctl(fd, request, &interface) < 0 ? -errno : 0;
}

int device_up(const char *device, const char *address)
{
	CLEANUP_CLOSE int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int done = 0;

	if (fd < 0)
		return -errno;
	if (address)
		done = interface_ioctl(fd, SIOCSIFADDR, device, address);
	if (!done && address)
		done = interface_ioctl(fd, SIOCSIFNETMASK, device, "255.255.255.0");
	return done < 0 ? done : interface_ioctl(fd, SIOCSIFFLAGS, device, NULL);
}

struct link_request {
	struct nlmsghdr header;
	struct ifinfomsg info;
	char attributes[256];
};

static struct rtattr *attribute_add(struct link_request *request, unsigned short type,
				    const void *data, size_t length)
{
	struct rtattr *attribute =
	    (struct rtattr *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));

	attribute->rta_type = type;
	attribute->rta_len = (unsigned short)RTA_LENGTH(length);
	if (length)
		memcpy(RTA_DATA(attribute), data, length);
	request->header.nlmsg_len =
	    NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
	return attribute;
}

/* Closes a nested attribute: its length reaches to the end of the message so far. */
static void attribute_close(struct link_request *request, struct rtattr *nest)
{
	nest->rta_len = (unsigned short)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len) -
					 (char *)nest);
}

static void end_describe(struct link_request *request, pid_t pid)
{
	uint32_t namespace_of = (uint32_t)pid;

	attribute_add(request, IFLA_IFNAME, "v0", sizeof("v0"));
	attribute_add(request, IFLA_NET_NS_PID, &namespace_of, sizeof(namespace_of));
}

/* drivers/net/veth.c: VETH_INFO_PEER holds an ifinfomsg and then the peer's own attributes. */
static void request_build(struct link_request *request, pid_t one, pid_t other)
{
	static const struct ifinfomsg peer_info;
	struct rtattr *link_info, *data, *peer;

	request->header.nlmsg_len = NLMSG_LENGTH(sizeof(request->info));
	request->header.nlmsg_type = RTM_NEWLINK;
	request->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK;
	end_describe(request, one);
	link_info = attribute_add(request, IFLA_LINKINFO, NULL, 0);
	attribute_add(request, IFLA_INFO_KIND, "veth", strlen("veth"));
	data = attribute_add(request, IFLA_INFO_DATA, NULL, 0);
	peer = attribute_add(request, VETH_INFO_PEER, &peer_info, sizeof(peer_info));
	end_describe(request, other);
	attribute_close(request, peer);
	attribute_close(request, data);
	attribute_close(request, link_info);
}

int veth_make(const struct task *one, const struct task *other)
{
	CLEANUP_CLOSE int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct link_request request = {};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[512];
	} reply = {};

	if (fd < 0)
		return -errno;
	request_build(&request, one->pid, other->pid);
	if (send(fd, &request, request.header.nlmsg_len, 0) < 0 ||
	    recv(fd, &reply, sizeof(reply), 0) < 0)
		return -errno;
	return reply.header.nlmsg_type == NLMSG_ERROR ? reply.error.error : -EPROTO;
}
