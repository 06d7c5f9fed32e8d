/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of counters as it may be one day: more than there are bits in any number. */
#include "../../../../../src/protocol/counter_list.h"
#define TEN(prefix)                                                                                \
	COUNTER(prefix##0, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##1, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##2, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##3, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##4, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##5, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##6, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##7, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##8, "1", 1, ANY, "")                                                        \
	COUNTER(prefix##9, "1", 1, ANY, "")
TEN(one_)
TEN(two_)
TEN(three_)
TEN(four_)
TEN(five_)
TEN(six_)
TEN(seven_)
TEN(eight_)
TEN(nine_)
TEN(ten_)
#undef TEN
