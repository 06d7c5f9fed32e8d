#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Records that a program writes: unread, read by one who polls, and by one who sleeps; a boot each.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --reloads 1 --format json $objects/writes.bpf.o"
python='import json, sys
results = {x["configuration"]: x for x in json.load(open(sys.argv[1]))["results"]}
reader = {name: x["proof"]["reader"] for name, x in results.items()}
writes_to = {"notifies": "rings", "writes_quietly": "rings_quiet", "streams": "stream"}
buffer = {name: {y["name"]: y for y in x["buffers"]}[writes_to[name]] for name, x in reader.items()}
stream = buffer["streams"]'

# holds EXPRESSION: of the last run.
holds() {
	python3 -c "$python
if not ($1): sys.exit(json.dumps(reader, indent=1))" "$work/out" || fail "not so: $1"
}

# instructions PROGRAM: what an event of it costs, about which its chunks agree.
instructions() {
	python3 -c "$python
x = results['$1']
if x['chunks_agreeing'] != x['chunks']: sys.exit('not exact: %s' % x)
print('%g' % x['effects']['event_instructions']['absolute']['estimate'])" "$work/out" || fail "$1 has no exact figure"
}

echo "nobody reads: what is full is said, and what was never opened"
status_is 0 $cost
json 'set(statuses().values()) == {"measured"}'
holds 'all(x["consumer"] == "none" and x["records"] == 0 and "wakeups" not in x and all("lost" not in y for y in x["buffers"]) for x in reader.values())'
holds 'buffer["notifies"]["full"] and buffer["writes_quietly"]["full"] and buffer["notifies"]["unread"] == 170'
holds 'buffer["streams"]["opened"] is False and all(len(x["buffers"]) == 1 for x in reader.values())'
full=$(instructions notifies)
status_is 0 "$bpftax" report --store "$work/cost.db"
for said in "notifies: its figure is not that of a record: the ring buffer 'rings' (4096 bytes) became" \
	"streams: its figure is not that of a record: nobody opened the perf buffer 'stream'"; do
	tr '\n' ' ' <"$work/out" | tr -s ' ' | sed 's/ ! / /g' | grep -qF "$said" || fail "not said: $said: $(cat "$work/out")"
done

echo "one who polls reads each, and is never woken: a record that notifies costs that"
status_is 0 $cost --consumer poll
json 'set(statuses().values()) == {"measured"}'
holds 'all(x["records"] == x["events"] > 0 for x in reader.values())'
holds 'not buffer["notifies"]["full"] and not buffer["writes_quietly"]["full"] and stream["lost"] == 0'
notified=$(instructions notifies)
quiet=$(instructions writes_quietly)
polled=$(python3 -c "$python
print(results['streams']['effects']['event_instructions']['absolute']['estimate'])" "$work/out")
[ "$notified" -gt "$quiet" ] && [ "$quiet" -gt "$full" ] || fail "full $full, quiet $quiet, notified $notified"

echo "one who sleeps is woken by each that notifies, which costs more again; the others it never reads"
status_is 0 $cost --consumer wake
json 'set(statuses().values()) == {"measured"}'
holds 'reader["notifies"]["records"] == reader["notifies"]["wakeups"] == reader["notifies"]["events"] > 0 and reader["notifies"]["reader_ns"] > 0'
holds 'reader["streams"]["records"] == reader["streams"]["wakeups"] == reader["streams"]["events"] and stream["lost"] == 0'
holds 'reader["writes_quietly"]["records"] == 0 and buffer["writes_quietly"]["full"]'
# Now and then the kernel's accounting of tasks takes more: a wake-up is no single number.
holds "results['notifies']['effects']['event_instructions']['absolute']['estimate'] > $notified + 500"
holds "results['streams']['effects']['event_instructions']['absolute']['estimate'] > $polled + 500"
