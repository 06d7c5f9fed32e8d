#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# On 5.10 batches of receives come in two kinds by turns (docs/kernel-notes.md): a chunk holds as many of each.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-5.10-cloud

status_is 0 "$bpftax" run --exact --kernel debian-5.10-cloud --workload udp-drain --mechanism fentry --program null \
	--stats off --blocks 2 --quiet --format json
json 'len([x for x in r["results"] if "chunks" in x]) > 0'
json 'all(x["chunks_agreeing"] >= .9 * x["chunks"] > 0 for x in r["results"] if "chunks" in x)'
