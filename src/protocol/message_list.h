/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every request and its reply: what both sides send, and check when they receive it.
 *
 * REQUEST(identifier, name, since)
 * ASKS(request, field, type, need, since)       a field of the request beside "do"
 * ANSWERS(request, field, type, need, since)    a field of the reply
 * EVENT(identifier, name, since)                what may come before a reply
 *
 * type: TEXT, COUNT (a whole number from 0 on), NUMBER, FLAG, OBJECT, LIST, or STATUS, one of
 * "attached", "measured", "set", "unsupported", "failed".
 * need: ALWAYS; MAYBE; DONE, with every status but "unsupported" and "failed"; REFUSED, with these.
 * Fields that are not here are refused, but for those within objects and lists, which belong to
 * what fills them. since: the first version of the protocol (protocol/version.h) that has it as it
 * stands here: a change raises the version.
 *
 * Any reply may be {"error": TEXT} instead: the request could not be carried out at all.
 * Included several times; no include guard on purpose.  What the includer has not defined says
 * nothing, and all of it is undefined at the end.
 */
#ifndef REQUEST
#define REQUEST(identifier, name, since)
#endif
#ifndef ASKS
#define ASKS(request, field, type, need, since)
#endif
#ifndef ANSWERS
#define ANSWERS(request, field, type, need, since)
#endif
#ifndef EVENT
#define EVENT(identifier, name, since)
#endif

/* What machine this is. */
REQUEST(describe, "describe", 1)
ANSWERS(describe, "machine", OBJECT, ALWAYS, 1)

/* What could spoil a measurement (environment/facts.h). */
REQUEST(environment, "environment", 1)
ASKS(environment, "function", TEXT, MAYBE, 1)
ASKS(environment, "tracepoint", TEXT, MAYBE, 1)
/* Mechanisms whose event alone is measured, whose hooks the agent chooses; and by which trigger. */
ASKS(environment, "events_of", LIST, MAYBE, 5)
ASKS(environment, "trigger", TEXT, MAYBE, 5)
ANSWERS(environment, "facts", OBJECT, ALWAYS, 1)

/* Whether there is such a function or tracepoint; one of the two is named. */
REQUEST(check_hook, "check-hook", 1)
ASKS(check_hook, "function", TEXT, MAYBE, 1)
ASKS(check_hook, "tracepoint", TEXT, MAYBE, 1)
ANSWERS(check_hook, "exists", FLAG, ALWAYS, 1)
ANSWERS(check_hook, "traceable", FLAG, ALWAYS, 1)
ANSWERS(check_hook, "similar", LIST, ALWAYS, 1)

/*
 * workload: the agent's identifier (protocol/workload_list.h).  It stands still until the first
 * window.  settings: what it runs under ({"receiver": TEXT, "function": TEXT, "flowing": FLAG,
 * "pin": FLAG, "exact": FLAG, "delays": FLAG, "statistics": FLAG}, either of which may be missing),
 * and those that are its own, by their options' names (src/study/setting_list.h).  placement:
 * {"server": CPU, "client": CPU, "softirq": CPU}, {} when nothing is pinned; where the client is on
 * the host {"server": CPU, "softirq": CPU, "apart": true}, or "apart": false and "why", a sentence.
 * pilot: how a pace was found.
 */
REQUEST(workload_start, "workload-start", 2)
ASKS(workload_start, "workload", TEXT, ALWAYS, 2)
ASKS(workload_start, "settings", OBJECT, MAYBE, 1)
ANSWERS(workload_start, "started", TEXT, ALWAYS, 2)
ANSWERS(workload_start, "placement", OBJECT, ALWAYS, 1)
ANSWERS(workload_start, "pilot", OBJECT, MAYBE, 1)

REQUEST(workload_stop, "workload-stop", 1)
ANSWERS(workload_stop, "stopped", FLAG, ALWAYS, 1)

/*
 * function: of fmod-ret too, and a probe point (user:push) for uprobes.  hook: where it hangs,
 * "udp_recvmsg+0x9".  proof: what the kernel shows of it.  step, errno, reason: where it ended.
 */
REQUEST(attach, "attach", 1)
ASKS(attach, "mechanism", TEXT, ALWAYS, 1)
ASKS(attach, "program", TEXT, ALWAYS, 1)
ASKS(attach, "function", TEXT, MAYBE, 1)
ASKS(attach, "tracepoint", TEXT, MAYBE, 1)
/* A recording of it follows (record): the names of its code are noted from here on. */
ASKS(attach, "recorded", FLAG, MAYBE, 7)
/* The digest of somebody's object, whose program it is; the hook is then the program's own. */
ASKS(attach, "object", TEXT, MAYBE, 8)
ANSWERS(attach, "status", STATUS, ALWAYS, 1)
ANSWERS(attach, "hook", TEXT, DONE, 1)
ANSWERS(attach, "hits_per_operation", NUMBER, DONE, 1)
ANSWERS(attach, "proof", OBJECT, DONE, 1)
ANSWERS(attach, "step", TEXT, REFUSED, 1)
ANSWERS(attach, "errno", COUNT, REFUSED, 1)
ANSWERS(attach, "reason", TEXT, REFUSED, 1)

/*
 * Another delay in the attached delay program, by its map.  One that is too long is unsupported;
 * what is refused leaves the one before.
 */
REQUEST(delay, "delay", 2)
ASKS(delay, "delay_ns", COUNT, ALWAYS, 1)
ANSWERS(delay, "status", STATUS, ALWAYS, 2)
ANSWERS(delay, "injected_ns", NUMBER, DONE, 1)
ANSWERS(delay, "reason", TEXT, REFUSED, 2)

/* What a delay program can spend now; reason: why nobody knows. */
REQUEST(delay_longest, "delay-longest", 2)
ANSWERS(delay_longest, "longest_ns", NUMBER, MAYBE, 2)
ANSWERS(delay_longest, "reason", TEXT, MAYBE, 2)

/*
 * held: the program was there to the end.  left: what is still there afterwards.  lost: records
 * that found a full buffer; above 0 the program did not do its work.
 */
REQUEST(detach, "detach", 1)
ANSWERS(detach, "held", FLAG, ALWAYS, 1)
ANSWERS(detach, "clean", FLAG, ALWAYS, 1)
ANSWERS(detach, "left", LIST, ALWAYS, 1)
ANSWERS(detach, "lost", COUNT, ALWAYS, 1)
/* Of a return probe: how often another mechanism ran meanwhile (agent/witness.h). */
ANSWERS(detach, "witness", OBJECT, MAYBE, 4)

/*
 * One reload (agent/micro.h).  trigger: the kernel's best one when it is not named.  events: of a
 * chunk, 0: choose.  windows: statistics of each.  line: lengths, [1, 8, 2, ...].  threads: CPUs at
 * once.  programs: on the hook.  alone: time the body by itself too.
 */
REQUEST(micro, "micro", 1)
ASKS(micro, "mechanism", TEXT, ALWAYS, 1)
ASKS(micro, "program", TEXT, ALWAYS, 1)
ASKS(micro, "trigger", TEXT, MAYBE, 1)
ASKS(micro, "events", COUNT, ALWAYS, 1)
ASKS(micro, "aim_ns", COUNT, ALWAYS, 1)
ASKS(micro, "chunks", COUNT, ALWAYS, 1)
ASKS(micro, "windows", LIST, ALWAYS, 1)
ASKS(micro, "line", LIST, ALWAYS, 1)
ASKS(micro, "exact", FLAG, ALWAYS, 1)
ASKS(micro, "threads", COUNT, ALWAYS, 1)
ASKS(micro, "programs", COUNT, ALWAYS, 1)
ASKS(micro, "alone", FLAG, ALWAYS, 1)
/* Passes for the plugin that records what runs (protocol/recording_marks.h) as well. */
ASKS(micro, "recorded", FLAG, MAYBE, 6)
/* Of a program of somebody's object: its digest, its hook, and as object-try says. */
ASKS(micro, "object", TEXT, MAYBE, 7)
ASKS(micro, "function", TEXT, MAYBE, 7)
ASKS(micro, "tracepoint", TEXT, MAYBE, 7)
ASKS(micro, "hits_per_event", NUMBER, MAYBE, 7)
/* So many events one by one as well (agent/singles.h), each with a count of its own. */
ASKS(micro, "singles", COUNT, MAYBE, 8)
/* All of an object at once: program and mechanism are names of the row alone. */
ASKS(micro, "together", FLAG, MAYBE, 8)
/* Who reads what its programs write (protocol/consumer_list.h); absent: nobody. */
ASKS(micro, "consumer", TEXT, MAYBE, 8)
/* On so many functions at once, the hook's own and others; or on all that fit (agent/many_hooks.h).
 */
ASKS(micro, "functions", COUNT, MAYBE, 8)
ASKS(micro, "functions_like", TEXT, MAYBE, 8)
/*
 * shared: others on the machine pass the hook too.  before, after, and each of windows are chunks
 * of as many events: {"ns": [N...], "disturbed": [index, ...]}, all that ran, in their order.  Of
 * a window in which others had BPF statistics on and we had not, also "counted_by", who.
 */
ANSWERS(micro, "status", STATUS, ALWAYS, 1)
ANSWERS(micro, "trigger", TEXT, DONE, 1)
/* Why it is not the usual one of the mechanism; absent where it is, or was asked for. */
ANSWERS(micro, "trigger_instead", TEXT, MAYBE, 5)
ANSWERS(micro, "shared", FLAG, DONE, 1)
ANSWERS(micro, "hook", TEXT, DONE, 1)
ANSWERS(micro, "hits_per_operation", NUMBER, DONE, 1)
ANSWERS(micro, "proof", OBJECT, DONE, 1)
ANSWERS(micro, "held", FLAG, DONE, 1)
ANSWERS(micro, "clean", FLAG, DONE, 1)
ANSWERS(micro, "left", LIST, DONE, 1)
ANSWERS(micro, "lost", COUNT, DONE, 1)
ANSWERS(micro, "events", COUNT, DONE, 1)
ANSWERS(micro, "before", OBJECT, DONE, 3)
ANSWERS(micro, "after", OBJECT, DONE, 3)
ANSWERS(micro, "windows", LIST, DONE, 4)
/* {"events": [N...], "bare": chunks, "windows": [chunks, ...]}, of so many events each. */
ANSWERS(micro, "line", OBJECT, DONE, 3)
ANSWERS(micro, "proof_events", COUNT, DONE, 1)
ANSWERS(micro, "hits", COUNT, DONE, 1)
/* misses: absent where the kernel does not tell. */
ANSWERS(micro, "misses", COUNT, MAYBE, 4)
ANSWERS(micro, "run_time_ns", COUNT, DONE, 1)
ANSWERS(micro, "load_ns", COUNT, DONE, 1)
ANSWERS(micro, "attach_ns", COUNT, DONE, 1)
ANSWERS(micro, "detach_ns", COUNT, DONE, 1)
ANSWERS(micro, "alone_ns", NUMBER, DONE, 1)
/* What each window of the recording was (agent/recorded_passes.h). */
ANSWERS(micro, "recorded", LIST, MAYBE, 6)
/* Code that was made since the start and is there while attached: [start, end, name, module]. */
ANSWERS(micro, "code", LIST, MAYBE, 6)
ANSWERS(micro, "singles", OBJECT, MAYBE, 8)
/* Of one that writes to buffers, in the events of the proof: what was read (agent/reader.h). */
ANSWERS(micro, "reader", OBJECT, MAYBE, 8)
ANSWERS(micro, "step", TEXT, REFUSED, 1)
ANSWERS(micro, "errno", COUNT, REFUSED, 1)
ANSWERS(micro, "reason", TEXT, REFUSED, 1)

/*
 * Whose code lies at addresses, hexadecimal texts, as it was when the first recording was asked
 * for; symbols: each once, [start, end, name, module] (anatomy/code_symbols.h).
 */
REQUEST(symbols, "symbols", 6)
ASKS(symbols, "addresses", LIST, ALWAYS, 6)
ANSWERS(symbols, "symbols", LIST, ALWAYS, 6)

/*
 * A part of somebody's object, in their order; base64 of at most some 48 KB.  received: of its size
 * by now; with the last part its digest is checked.
 */
REQUEST(object_part, "object-part", 7)
ASKS(object_part, "object", TEXT, ALWAYS, 7)
ASKS(object_part, "size", COUNT, ALWAYS, 7)
ASKS(object_part, "offset", COUNT, ALWAYS, 7)
ASKS(object_part, "base64", TEXT, ALWAYS, 7)
ANSWERS(object_part, "received", COUNT, ALWAYS, 7)

/*
 * What libbpf finds in an object: programs and maps as agent/object_file.h has them.  reason: what
 * is wrong with the file.
 */
REQUEST(object_describe, "object-describe", 7)
ASKS(object_describe, "object", TEXT, ALWAYS, 7)
ANSWERS(object_describe, "programs", LIST, MAYBE, 7)
ANSWERS(object_describe, "maps", LIST, MAYBE, 7)
ANSWERS(object_describe, "reason", TEXT, MAYBE, 7)

/*
 * What is to be otherwise in an object at every load: option is "global", a variable, or
 * "map-size".  known: the object has what is named; reason: why
 * it cannot be so.
 */
REQUEST(object_set, "object-set", 8)
ASKS(object_set, "object", TEXT, ALWAYS, 8)
ASKS(object_set, "option", TEXT, ALWAYS, 8)
ASKS(object_set, "name", TEXT, ALWAYS, 8)
ASKS(object_set, "value", TEXT, ALWAYS, 8)
ANSWERS(object_set, "known", FLAG, ALWAYS, 8)
ANSWERS(object_set, "reason", TEXT, MAYBE, 8)

/*
 * Loads and attaches a program of an object once, and looks what of the agent's makes its hook run:
 * trigger, and how often an event of it comes by.  Without a trigger: none does; idle says of what.
 * Without a mechanism it is loaded alone.  step, errno, reason: as of attach.
 */
REQUEST(object_try, "object-try", 7)
ASKS(object_try, "object", TEXT, ALWAYS, 7)
ASKS(object_try, "program", TEXT, ALWAYS, 7)
ASKS(object_try, "mechanism", TEXT, MAYBE, 7)
ASKS(object_try, "function", TEXT, MAYBE, 7)
ASKS(object_try, "tracepoint", TEXT, MAYBE, 7)
ASKS(object_try, "together", FLAG, MAYBE, 8)
ANSWERS(object_try, "status", STATUS, ALWAYS, 7)
ANSWERS(object_try, "hook", TEXT, DONE, 7)
ANSWERS(object_try, "proof", OBJECT, DONE, 7)
ANSWERS(object_try, "load_ns", COUNT, DONE, 7)
ANSWERS(object_try, "trigger", TEXT, MAYBE, 7)
ANSWERS(object_try, "hits_per_event", NUMBER, MAYBE, 7)
ANSWERS(object_try, "idle", TEXT, MAYBE, 7)
/* Programs of several together that its events do not run. */
ANSWERS(object_try, "not_run", LIST, MAYBE, 8)
ANSWERS(object_try, "step", TEXT, REFUSED, 7)
ANSWERS(object_try, "errno", COUNT, REFUSED, 7)
ANSWERS(object_try, "reason", TEXT, REFUSED, 7)
/* The end of the verifier's log of what it refused: lines. */
ANSWERS(object_try, "log", TEXT, MAYBE, 8)
/* Of one that loads and is not attached: what the verifier took. */
ANSWERS(object_try, "verifier", OBJECT, MAYBE, 8)

/*
 * Operations of the workload between marks, for the plugin (protocol/recording_marks.h): of what is
 * attached as window, 0 beginning a recording; without it, of when nothing is.  recorded, code: as
 * micro's, of the whole recording, and of what is attached.
 */
REQUEST(record, "record", 7)
ASKS(record, "window", COUNT, MAYBE, 7)
ANSWERS(record, "recorded", LIST, ALWAYS, 7)
ANSWERS(record, "code", LIST, MAYBE, 7)

/* by: "fd" or "sysctl". */
REQUEST(statistics, "statistics", 1)
ASKS(statistics, "on", FLAG, ALWAYS, 1)
ASKS(statistics, "by", TEXT, MAYBE, 1)
ANSWERS(statistics, "statistics", FLAG, ALWAYS, 1)

/*
 * Thaws, settles, says "measuring", measures and freezes again.  counted_by: who had BPF statistics
 * on in a window in which we had them off.
 */
REQUEST(window, "window", 4)
ASKS(window, "settle_ns", COUNT, ALWAYS, 1)
ASKS(window, "length_ns", COUNT, ALWAYS, 1)
ANSWERS(window, "counters", OBJECT, ALWAYS, 1)
ANSWERS(window, "counted_by", TEXT, MAYBE, 4)
EVENT(measuring, "measuring", 1)

/*
 * Since the workload's start; for protocol = restart.  counted_by: who has BPF statistics on while
 * we have them off.
 */
REQUEST(totals, "totals", 4)
ANSWERS(totals, "counters", OBJECT, ALWAYS, 1)
ANSWERS(totals, "counted_by", TEXT, MAYBE, 4)

REQUEST(freeze, "freeze", 1)
ANSWERS(freeze, "frozen", FLAG, ALWAYS, 1)

REQUEST(thaw, "thaw", 1)
ANSWERS(thaw, "frozen", FLAG, ALWAYS, 1)

/* A client in the guest, from start to end. */
REQUEST(client_run, "client-run", 1)
ASKS(client_run, "arguments", LIST, ALWAYS, 1)
ANSWERS(client_run, "status", COUNT, ALWAYS, 1)
ANSWERS(client_run, "output", TEXT, ALWAYS, 1)

/* What the workload ran in place of a function that did not fire; {}: nothing. */
REQUEST(runs_instead, "runs-instead", 1)
ASKS(runs_instead, "function", TEXT, ALWAYS, 1)
ANSWERS(runs_instead, "function", TEXT, MAYBE, 1)
ANSWERS(runs_instead, "hits", COUNT, MAYBE, 1)

/*
 * In which context the hits of a hook happen that are outside of what the workload times: its
 * fields as of attach, without a program.  where: {"context": "softirq", "cpu": N, "process": TEXT}
 * (agent/where.h), {} where there were none.  reason: why nobody knows.
 */
REQUEST(where, "where", 4)
ASKS(where, "mechanism", TEXT, ALWAYS, 4)
ASKS(where, "function", TEXT, MAYBE, 4)
ASKS(where, "tracepoint", TEXT, MAYBE, 4)
ANSWERS(where, "status", STATUS, ALWAYS, 4)
ANSWERS(where, "where", OBJECT, DONE, 4)
ANSWERS(where, "reason", TEXT, REFUSED, 4)

/* kprobe.multi on many functions at once: medians of n repeats. */
REQUEST(attach_many, "attach-many", 2)
ASKS(attach_many, "functions", COUNT, ALWAYS, 1)
ANSWERS(attach_many, "status", STATUS, ALWAYS, 2)
ANSWERS(attach_many, "functions", COUNT, DONE, 1)
ANSWERS(attach_many, "attach_ns", COUNT, DONE, 1)
ANSWERS(attach_many, "detach_ns", COUNT, DONE, 1)
ANSWERS(attach_many, "n", COUNT, DONE, 1)
ANSWERS(attach_many, "reason", TEXT, REFUSED, 2)

/* Runs through a probe point of the agent so often, for what is attached there. */
REQUEST(user_probe, "user-probe", 1)
ASKS(user_probe, "which", TEXT, ALWAYS, 1)
ASKS(user_probe, "iterations", COUNT, ALWAYS, 1)
ANSWERS(user_probe, "ran", COUNT, ALWAYS, 1)

/*
 * For tests that what others do behind the agent's back is noticed.  what: "detach" takes its link
 * away; "count" has a process hold BPF_ENABLE_STATS, "attach" one hang an empty program on the
 * hook, as attach does; "leave" ends that process.
 */
REQUEST(sabotage, "sabotage", 4)
ASKS(sabotage, "what", TEXT, ALWAYS, 4)
ASKS(sabotage, "mechanism", TEXT, MAYBE, 4)
ASKS(sabotage, "function", TEXT, MAYBE, 4)
ASKS(sabotage, "tracepoint", TEXT, MAYBE, 4)
ANSWERS(sabotage, "sabotaged", FLAG, ALWAYS, 1)

REQUEST(quit, "quit", 1)
ANSWERS(quit, "bye", FLAG, ALWAYS, 1)

#undef REQUEST
#undef ASKS
#undef ANSWERS
#undef EVENT
