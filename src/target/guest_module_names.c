// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/guest_module_names.h"
#include "common/cleanup.h"

const char *const guest_module_names[] = {
	"virtio",
	"virtio_ring",
	"virtio_pci_modern_dev",
	"virtio_pci_legacy_dev",
	"virtio_pci",
	"virtio_console",
	"pvpanic",
	"pvpanic_pci",
	"failover",
	"net_failover",
	"virtio_net",
	"veth",
	"sch_tbf",
};
const size_t guest_module_names_count = ARRAY_SIZE(guest_module_names);
