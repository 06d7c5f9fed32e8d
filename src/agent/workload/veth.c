// SPDX-License-Identifier: GPL-2.0-or-later
/* Network devices of a guest: a veth pair between two namespaces, addresses, up. */
#include "agent/workload/netlink.h"
#include "agent/workload/task.h"
#include "common/cleanup.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_link.h>
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

static void end_describe(struct netlink_request *request, pid_t pid)
{
	uint32_t namespace_of = (uint32_t)pid;

	netlink_add(request, IFLA_IFNAME, VETH_DEVICE, sizeof(VETH_DEVICE));
	netlink_add(request, IFLA_NET_NS_PID, &namespace_of, sizeof(namespace_of));
}

/* drivers/net/veth.c: VETH_INFO_PEER holds an ifinfomsg and then the peer's own attributes. */
int veth_make(const struct task *one, const struct task *other)
{
	static const struct ifinfomsg info;
	struct netlink_request request;
	struct rtattr *link_info, *data, *peer;

	netlink_begin(&request, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &info, sizeof(info));
	end_describe(&request, one->pid);
	link_info = netlink_add(&request, IFLA_LINKINFO, NULL, 0);
	netlink_add(&request, IFLA_INFO_KIND, "veth", strlen("veth"));
	data = netlink_add(&request, IFLA_INFO_DATA, NULL, 0);
	peer = netlink_add(&request, VETH_INFO_PEER, &info, sizeof(info));
	end_describe(&request, other->pid);
	netlink_close(&request, peer);
	netlink_close(&request, data);
	netlink_close(&request, link_info);
	return netlink_send(&request);
}
