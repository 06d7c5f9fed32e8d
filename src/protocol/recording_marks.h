/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RECORDING_MARKS_H
#define BPFTAX_RECORDING_MARKS_H

/*
 * Instructions that do nothing and that nobody else has: how the agent tells the plugin, which sees
 * every instruction that the guest runs, where a window begins and ends.  So neither needs to know
 * where the other's code lies.
 *
 * On x86-64 a long nop: RECORDING_MARK_NOP and a displacement, which is RECORDING_MARK_BASE and the
 * mark.  On arm64 a hint that has no meaning: RECORDING_MARK_HINT and 32 times the mark.
 */

#define RECORDING_MARK_NOP                                                                         \
	{                                                                                          \
		0x0f, 0x1f, 0x84, 0x00                                                             \
	}
#define RECORDING_MARK_BASE 0x62706600
#define RECORDING_MARK_HINT 0xd5032e1f /* hint #112; #113 is the first mark */

enum recording_mark {
	RECORDING_MARK_BEGIN = 1, /* begins a recording, outside of what is watched */
	RECORDING_MARK_WATCH,	  /* everything is watched from here on, within some thousand
				     instructions */
	RECORDING_MARK_WINDOW,	  /* begins a window that is counted */
	RECORDING_MARK_PATH,	  /* begins one that is counted and whose path is kept */
	RECORDING_MARK_END,	  /* ends a window, which is in the file from here on */
	RECORDING_MARK_PAUSE,	  /* what follows is in no window, */
	RECORDING_MARK_GO_ON,	  /* until the one that is open goes on here */
	/*
	 * Nothing but marks is watched any more.  QEMU before 8.0 keeps a pointer to who watches
	 * memory where an instruction that calls a function of the emulator's ends a block, and
	 * follows it at the next exception, when what it points to is gone with all translations.
	 * So before this mark stands an instruction that calls one and ends no block, a division,
	 * which leaves no pointer, and behind it a jump to the next, which calls none.
	 */
	RECORDING_MARK_REST,
};
#define RECORDING_MARK_LAST RECORDING_MARK_REST

#endif
