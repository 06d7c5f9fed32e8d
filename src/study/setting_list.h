/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every setting that workloads have of their own:
 * SETTING(place, field, kind, name, letter, argument, run, curve, ...).
 *
 * place is where its option stands: HOW with how it is measured, OWN behind that.  field is that of
 * struct workload_settings (study/study.h), kind how it is written (study/options.h), name, letter
 * and argument those of the option, run and curve its defaults for `bpftax run` and `bpftax curve`,
 * the rest members of its row (struct option_row): at least .help. Which workloads have it stands
 * in protocol/workload_list.h, and in front of the help; these are sent it by its name, as JSON of
 * its kind, unless it is .here: of use to the coordinator alone. Included several times; no include
 * guard on purpose.
 */
/* clang-format off */
SETTING(HOW, client, WORD, "client", 0, "WHERE", "guest", "guest",
	.words = SETTING_WORDS({ "guest", "beside the receiver, in a network namespace of its own" },
			       { "host", "outside, through QEMU's user network" }),
	.differs = NEVER, .help = "where the client runs")
SETTING(HOW, server_family, WORD, "server-family", 0, "FAMILY", "inet", "inet",
	.words = SETTING_WORDS({ "inet", "IPv4" },
			       { "any", "dual-stack IPv6, as a server opens it by itself" },
			       { "both", "one of each by turns, where receives are timed one by one: "
					 "udp_recvmsg then runs for half of them" }),
	.differs = NEVER, .help = "socket of the receiver")
SETTING(OWN, parallel, UNSIGNED, "parallel", 'P', "N", "8", "2",
	.min = 1, .max = 128, .differs = NEVER, .help = "parallel streams")
SETTING(OWN, receivers, LIST, "receiver", 0, "LIST", NULL, NULL,
	.check = receiver_word_check, .here = true,
	.help = "free (the sender is what limits), paced just below what the receiver "
		"can take, saturated by ballast of a known time (default: free, and saturated beside delays where "
		"no workload is named); the last two have one stream and no bitrate of their own")
SETTING(OWN, bitrate, STRING, "bitrate", 0, "RATE", "1G", "0",
	.check = bitrate_check, .differs = NEVER, .help = "target rate of a stream; 0: no limit")
SETTING(OWN, datagram_bytes, UNSIGNED, "length", 'l', "BYTES", "64", "64",
	.min = 16, .max = 65507, .differs = NEVER, .help = "payload of a datagram")
SETTING(OWN, port, UNSIGNED, "port", 0, "N", "0", "0",
	.max = 65535, .here = true, .differs = FREELY,
	.help = "with client host: port on 127.0.0.1 that leads into the guest; 0: a free one")
/* clang-format on */
