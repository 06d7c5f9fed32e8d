/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_NEWER_LINK_INFO_H
#define BPFTAX_AGENT_NEWER_LINK_INFO_H

/*
 * struct bpf_link_info of include/uapi/linux/bpf.h of Linux 6.7, as far as tracing goes: the header
 * that we build on knows less.  An older kernel fills in less of it, and says how much.
 *
 *	struct newer_link_info info;
 *	__u32 size = sizeof(info);
 *
 *	memset(&info, 0, sizeof(info));    // an initialiser may leave bytes of the union, and older
 *					   // kernels refuse what is not zero behind what they know
 *	bpf_obj_get_info_by_fd(fd, &info, &size);
 */

#include <linux/types.h>

#define NEWER_LINK_PERF_EVENT 7
#define NEWER_LINK_KPROBE_MULTI 8

/* enum bpf_perf_event_type */
#define NEWER_PERF_KPROBE 3
#define NEWER_PERF_KRETPROBE 4
#define NEWER_PERF_TRACEPOINT 5

struct newer_link_info {
	__u32 type;
	__u32 id;
	__u32 prog_id;
	union {
		struct {
			__aligned_u64 name; /* in: where the kernel is to write it */
			__u32 name_len;
		} raw_tracepoint;
		struct {
			__u32 attach_type;
			__u32 target_obj_id;
			__u32 target_btf_id;
		} tracing;
		struct {
			__aligned_u64 addrs; /* in: where the kernel is to write them */
			__u32 count;	     /* in: how many find room; out: how many there are */
			__u32 flags;
			__u64 missed;
		} kprobe_multi;
		struct {
			__u32 type;
			__u32 padding;
			union {
				struct {
					__aligned_u64 name;
					__u32 name_len;
					__u32 offset;
					__u64 addr;
					__u64 missed;
				} kprobe;
				struct {
					__aligned_u64 name;
					__u32 name_len;
				} tracepoint;
			};
		} perf_event;
		struct {
			__u32 device; /* its index */
			__u32 attach_type;
		} tcx;
		__u64 room[16];
	};
};

#endif
