// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
/*
 * ringbuf: reserves eight bytes in a ring buffer and submits them, without waking the reader.
 *
 * A full buffer refuses at once, which is cheap and not what is measured; a discarded record takes
 * its space like a submitted one (kernel/bpf/ringbuf.c, bpf_ringbuf_commit()), so somebody must
 * consume.  The agent does between measurements, by moving the reader's position to the writer's
 * (src/agent/preparation.c); the buffer holds 262,143 records until then, and what was refused is
 * counted in `lost`, which costs nothing as long as nothing is.
 */
#include "bpftax.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 << 20);
} records SEC(".maps");

__u64 lost;

BPFTAX_PROGRAM
{
	__u64 *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);

	if (!record) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	*record = 1;
	bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
	return 0;
}
