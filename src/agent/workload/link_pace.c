// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/link_pace.h"
#include "agent/sysfile.h"
#include "agent/workload/netlink.h"

#include <errno.h>
#include <linux/pkt_sched.h>
#include <math.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>

#define MTU_BYTES 1500
#define ETHERNET_HEADER_BYTES 14
#define IP_HEADER_BYTES 20
#define UDP_HEADER_BYTES 8
/* A timer that comes later than this, and the pace is not kept. */
#define BUCKET_S .002
/* More than what a socket may hold unsent (net.core.wmem_default is 208 KiB). */
#define QUEUE_BYTES (1u << 20)

double link_datagram_bytes(double payload_bytes)
{
	double of_ip = payload_bytes + UDP_HEADER_BYTES;
	double fragments = ceil(of_ip / (MTU_BYTES - IP_HEADER_BYTES));

	return of_ip + fragments * (IP_HEADER_BYTES + ETHERNET_HEADER_BYTES);
}

static double at_most_32_bits(double value)
{
	return fmin(value, UINT32_MAX);
}

static int qdisc_set(const void *argument)
{
	const struct link_pace *pace = argument;
	double bytes_per_s = pace->datagrams_per_s * link_datagram_bytes(pace->datagram_bytes);
	uint32_t bucket_bytes = (uint32_t)fmax(at_most_32_bits(bytes_per_s) * BUCKET_S,
					       MTU_BYTES + ETHERNET_HEADER_BYTES);
	struct tc_tbf_qopt parameters = {
		.rate = { .rate = (uint32_t)at_most_32_bits(bytes_per_s),
			  .linklayer = TC_LINKLAYER_ETHERNET },
		.limit = QUEUE_BYTES,
	};
	struct tcmsg info = { .tcm_ifindex = (int)if_nametoindex(VETH_DEVICE),
			      .tcm_handle = TC_H_MAKE(1u << 16, 0),
			      .tcm_parent = TC_H_ROOT };
	struct netlink_request request;
	struct rtattr *options;

	netlink_begin(&request, RTM_NEWQDISC, NLM_F_CREATE | NLM_F_REPLACE, &info, sizeof(info));
	netlink_add(&request, TCA_KIND, "tbf", sizeof("tbf"));
	options = netlink_add(&request, TCA_OPTIONS, NULL, 0);
	netlink_add(&request, TCA_TBF_PARMS, &parameters, sizeof(parameters));
	netlink_add(&request, TCA_TBF_BURST, &bucket_bytes, sizeof(bucket_bytes));
	netlink_close(&request, options);
	return netlink_send(&request);
}

int link_pace_set(const struct task *task, const struct link_pace *pace)
{
	return task_network_run(task, qdisc_set, pace);
}

/*
 * A sysfs shows the devices of the namespace that it was mounted in: it is mounted afresh, where
 * nobody else sees it.
 */
static int steer(const void *argument)
{
	const unsigned int *cpu = argument;
	char words[64 * 9] = "", *at = words;

	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("sysfs", "/sys", "sysfs", 0, NULL) < 0)
		return -errno;
	/* A mask in hexadecimal words of 32 bits, the highest first (Documentation/networking). */
	at += sprintf(at, "%x", 1u << *cpu % 32);
	for (unsigned int word = 0; word < *cpu / 32; word++)
		at += sprintf(at, ",00000000");
	return sysfile_write("/sys/class/net/" VETH_DEVICE "/queues/rx-0/rps_cpus", words);
}

int link_steer(const struct task *task, unsigned int cpu)
{
	return task_network_run(task, steer, &cpu);
}
