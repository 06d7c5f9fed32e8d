# The numbers of system calls, as the compiler's headers have them: a line of call_blind.c's table each.
s/^#define __NR_\([a-z0-9_]*\) .*/SYSTEM_CALL(\1, __NR_\1)/p
