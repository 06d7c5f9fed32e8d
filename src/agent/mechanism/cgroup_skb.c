// SPDX-License-Identifier: GPL-2.0-or-later
/* cgroup-skb: a program on packets, by the root of the cgroups, which all sockets belong to. */
#include "agent/mechanism/link.h"
#include "agent/mechanism/mechanism.h"
#include "agent/mechanism/network.h"
#include "common/cleanup.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

/* By a mount that is nowhere in the tree and goes with its descriptor.  Or a negative errno. */
static int root_open(void)
{
	CLEANUP_CLOSE int context = fsopen("cgroup2", FSOPEN_CLOEXEC);
	CLEANUP_CLOSE int mounted = -1;
	int root;

	if (context < 0 || fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return -errno;
	mounted = fsmount(context, FSMOUNT_CLOEXEC, 0);
	root = mounted < 0 ? -1 : openat(mounted, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return root < 0 ? -errno : root;
}

static int attach(struct hooked *hooked, struct error *err)
{
	bool egress = hooked->attach_type == BPF_CGROUP_INET_EGRESS;
	CLEANUP_CLOSE int root = -1;

	if (network_guest_check(err) < 0)
		return -EOPNOTSUPP;
	root = root_open();
	if (root < 0)
		return error_errno(err, ERROR_RESULT, -root, "no cgroup2 to attach it to");
	return link_take(hooked,
			 bpf_link_create(hooked->program_fd, root,
					 (enum bpf_attach_type)hooked->attach_type, NULL),
			 egress ? "root cgroup, egress" : "root cgroup, ingress", err);
}

static int place_prove(struct hooked *hooked, struct error *err)
{
	struct bpf_link_info info;
	int read = link_info_read(hooked, &info, err);

	if (read < 0)
		return read;
	if ((int)info.cgroup.attach_type != hooked->attach_type)
		return error_set(err, ERROR_RESULT, EPROTO,
				 "the link's attach type is %u where %d was wanted",
				 info.cgroup.attach_type, hooked->attach_type);
	json_object_set_new(hooked->proof, "cgroup",
			    json_pack("{s:I s:I}", "id", (json_int_t)info.cgroup.cgroup_id,
				      "attach_type", (json_int_t)info.cgroup.attach_type));
	return 0;
}

static int prove(struct hooked *hooked, struct error *err)
{
	int proved = link_prove(hooked, BPF_LINK_TYPE_CGROUP, err);

	return proved < 0 ? proved : place_prove(hooked, err);
}

const struct mechanism_ops mechanism_cgroup_skb = {
	.type = BPF_PROG_TYPE_CGROUP_SKB,
	.hits_per_operation = 1,
	.event = network_event,
	.attach = attach,
	.prove = prove,
};
