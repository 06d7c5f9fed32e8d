/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_OPS_H
#define BPFTAX_TARGET_OPS_H

/*
 * What a kind of target is: a table of functions, each target's state and what is known of it.
 * target.h is what users of targets go by; each kind is a file that fills one struct target_ops
 * (target_kinds.h).
 */

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>
#include "common/error.h"

struct target;

struct target_config {
	const char *kind;	 /* a name of protocol/target_list.h, or "fake" */
	const char *run_id;	 /* goes into QEMU's -name bpftax-RUNID */
	const char *agent_path;	 /* the static bpftax-agent */
	const char *iperf3_path; /* the static bpftax-iperf3, or NULL when not needed */

	/* vm only */
	const char *architecture; /* protocol/architecture_list.h; NULL: this machine's */
	const char *kernel;	  /* --kernel: a known name, a path, "host" */
	const char *modules;	  /* --modules DIR, or NULL */
	const char *accel;	  /* "auto", "kvm", "tcg" */
	unsigned int cpus;
	unsigned int memory_mib;
	/* Each of the guest's CPUs to a host CPU, if there are enough; not where it counts. */
	bool pin;
	bool icount;		   /* count instructions: needs tcg (or auto) and one CPU */
	const char *recorder_path; /* the plugin that records what runs; NULL: none does */
	bool need_bpf_lsm;	   /* boot with bpf among the kernel's security modules */
	bool need_kernel_config;   /* where libbpf looks for it */
	bool need_veth;		   /* load veth (client in the guest) */
	bool need_virtio_net;	   /* load virtio_net and forward a port */
	unsigned int forward_port; /* wanted host port, 0 for a free one */

	/* Called with one line that a user should see (which accelerator, which kernel); or NULL.
	 */
	void (*say)(void *context, const char *line);
	void *say_context;
	/* Polled while waiting; true ends the wait with -EINTR.  May be NULL. */
	bool (*stopping)(void *context);
	void *stopping_context;

	/* fake only: the conversation, see target_exchange */
	const struct target_exchange *exchanges;
	size_t exchanges_count;
	/*
	 * fake only, in place of it: an agent that answers by itself.  A new line, or NULL: it is
	 * gone.  request is NULL for its hello.
	 */
	char *(*respond)(void *context, const json_t *request);
	void *respond_context;
};

/*
 * One step of a fake target's conversation.  A message sent must contain `expected` (NULL: nothing
 * need be sent first); then `reply` is what the next receive gives (NULL: the agent is gone).
 */
struct target_exchange {
	const char *expected;
	const char *reply;
};

/* Since they began, added up over the guest's CPUs. */
struct vcpu_times {
	uint64_t cpu_ns;
	uint64_t wait_ns; /* runnable, but others had the host's CPUs */
};

/* What carries the guest's network on the host, since it began; NaN: not known. */
struct network_totals {
	double cpu_ns, wait_ns; /* of QEMU's main loop, as of the guest's CPUs */
	double drops;		/* datagrams, at the socket of the forwarded port */
};

struct target_ops {
	int (*start)(struct target *target, const struct target_config *config, struct error *err);
	int (*send)(struct target *target, const char *line, size_t length, struct error *err);
	/*
	 * The next line without its newline, owned by the caller.  deadline_ns is CLOCK_MONOTONIC;
	 * -ETIMEDOUT past it, -EPIPE when the agent is gone (the error then has the last lines of
	 * its console), -EINTR when stopping() said so.
	 */
	int (*receive)(struct target *target, uint64_t deadline_ns, char **ret_line,
		       struct error *err);
	void (*stop)(struct target *target);
	/* Of the threads that are the guest's CPUs; NULL where there are none. */
	int (*vcpu_times)(struct target *target, struct vcpu_times *ret_times);
	/* NULL where the network is no program's. */
	struct network_totals (*network_totals)(struct target *target);
	/* As target_make_way(); NULL where the guest's CPUs are no threads. */
	int (*make_way)(struct target *target, unsigned int guest_cpu, cpu_set_t *ret_rest);
	/* As target_recording_take(); NULL where nothing can be recorded. */
	int (*recording_take)(struct target *target, char **ret_bytes, size_t *ret_size,
			      struct error *err);
};

/* What is known of a started target beside the agent's own hello. */
struct target_facts {
	const char *accelerator;     /* "kvm", "tcg", "none" */
	const char *timing;	     /* "native", "kvm", "emulated", "icount" */
	const char *channel;	     /* "virtio", "serial", "pipe" */
	const char *qemu_version;    /* or NULL */
	const char *kernel_origin;   /* package name=version, path or "host"; or NULL */
	const char *kernel_revision; /* of a build tree: git's; or NULL */
	bool kernel_modified;	     /* and the tree is not as that commit has it */
	char *kernel_config;	     /* text of the kernel's .config, or NULL when unknown */
	unsigned int forward_port;   /* 0: none */
	json_t *vcpu_cpus; /* the host CPU that each guest CPU is pinned to; NULL: not pinned */
};

struct target {
	const struct target_ops *ops;
	void *state;
	struct target_facts facts;
	json_t *hello; /* the agent's first message */
	/*
	 * How many times as long as is usual it took to start, 1 at least: on a host that is slow,
	 * or that others use, everything else takes so many times as long too.
	 */
	double slowness;
};

#endif
