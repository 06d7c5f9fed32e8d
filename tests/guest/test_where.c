// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Hits that are not within a receive of udp-drain: in the softirq that hands the datagram over, and
 * in the sender.  One a datagram each, as inside, and the agent has to tell them apart.
 */
#include "mechanism_guest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define PER_DATAGRAM(reply, hits, operations) (counter(reply, hits) / counter(reply, operations))

static void check_hits(struct guest *guest, const char *mechanism, const char *function,
		       const char *tracepoint, double inside)
{
	json_t *reply = attach_to(guest, mechanism, "null", function, tracepoint);

	if (strcmp(text_of(reply, "status"), "attached") != 0)
		fail_msg("%s: %s", mechanism, text_of(reply, "reason"));
	json_decref(reply);
	reply = window_with_hits(guest, 1);
	if (PER_DATAGRAM(reply, "hits", "hit_operations") != 1 ||
	    PER_DATAGRAM(reply, "hits_inside", "inside_operations") != inside)
		fail_msg("%s on %s, %s: %g hits a datagram, %g inside", mechanism, function,
			 tracepoint, PER_DATAGRAM(reply, "hits", "hit_operations"),
			 PER_DATAGRAM(reply, "hits_inside", "inside_operations"));
	json_decref(reply);
	json_decref(detach(guest));
}

/* What our program sees there; {} where nothing is outside. */
static void check_where(struct guest *guest, const char *mechanism, const char *function,
			const char *tracepoint, const char *context)
{
	json_t *reply = guest_ask(guest, REQUEST_where, "{s:s s:s s:s}", "mechanism", mechanism,
				  "function", function, "tracepoint", tracepoint);
	const json_t *where = json_object_get(reply, "where");

	if (!where || strcmp(text_of(where, "context"), context) != 0)
		fail_msg("%s on %s, %s: '%s' where '%s' is right: %s", mechanism, function,
			 tracepoint, text_of(where, "context"), context, text_of(reply, "reason"));
	/* It is the agent that sends, as the guest's init. */
	if (*context) {
		assert_string_equal(text_of(where, "process"), "init");
		assert_true(json_is_integer(json_object_get(where, "cpu")));
	}
	json_decref(reply);
}

static void check(struct guest *guest, const char *mechanism, const char *function,
		  const char *tracepoint, double inside, const char *context)
{
	check_hits(guest, mechanism, function, tracepoint, inside);
	check_where(guest, mechanism, function, tracepoint, context);
}

/* A breakpoint's handler runs as an NMI does; the hook's own context is asked for. */
static void test_hits_in_a_softirq(void **state)
{
	check(*state, "fentry", "udp_queue_rcv_one_skb", "x:y", 0, "softirq");
	check(*state, "fentry", "__udp_enqueue_schedule_skb", "x:y", 0, "softirq");
	check(*state, "kprobe-int3", "udp_queue_rcv_one_skb", "x:y", 0, "softirq");
	check(*state, "tracepoint", "x", "net:netif_receive_skb", 0, "softirq");
	check(*state, "raw-tracepoint", "x", "net:netif_receive_skb", 0, "softirq");
	check(*state, "tp-btf", "x", "net:netif_receive_skb", 0, "softirq");
}

static void test_hits_in_the_sender(void **state)
{
	check(*state, "fentry", "udp_sendmsg", "x:y", 0, "process");
}

static void test_hits_in_the_receive(void **state)
{
	check(*state, "fentry", "udp_recvmsg", "x:y", 1, "");
	check(*state, "kretprobe", "udp_recvmsg", "x:y", 1, "");
	check(*state, "tracepoint", "x", "skb:consume_skb", 1, "");
}

const struct CMUnitTest where_tests[] = {
	cmocka_unit_test(test_hits_in_a_softirq),
	cmocka_unit_test(test_hits_in_the_sender),
	cmocka_unit_test(test_hits_in_the_receive),
	{},
};
