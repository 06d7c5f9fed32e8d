/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which triggers serve which hooks, the better ones first:
 * TRIGGER(file, identifier, hook, mechanism, by_name_only).
 *
 * src/agent/trigger/<file>.c has `const struct trigger_ops trigger_<identifier>`; of those in
 * kernel_loop.c each runs bpf/trigger_<identifier>.bpf.c.  A row that names a mechanism is for that
 * one alone, the others have TRIGGER_FOR_ALL; one that is only for tests has to be asked for by its
 * name.  Included several times; no include guard on purpose.
 */
TRIGGER(kernel_loop, function, HOOK_FUNCTION, TRIGGER_FOR_ALL, false)
TRIGGER(kernel_loop, half, HOOK_FUNCTION, TRIGGER_FOR_ALL, true)
TRIGGER(test_run_call, test_run, HOOK_FUNCTION, TRIGGER_FOR_ALL, true)
TRIGGER(test_run_call, test_run, HOOK_SLEEPABLE, TRIGGER_FOR_ALL, false)
TRIGGER(kernel_loop, tracepoint, HOOK_TRACEPOINT, TRIGGER_FOR_ALL, false)
TRIGGER(system_call, getpgid, HOOK_TRACEPOINT, TRIGGER_FOR_ALL, false)
TRIGGER(kernel_loop, tracepoint, HOOK_MODIFY_RETURN, TRIGGER_FOR_ALL, false)
TRIGGER(system_call, getpgid, HOOK_MODIFY_RETURN, TRIGGER_FOR_ALL, false)
TRIGGER(system_call, getpgid_security, HOOK_SECURITY, TRIGGER_FOR_ALL, false)
TRIGGER(user_function, user_usdt, HOOK_USER, MECHANISM_usdt, false)
TRIGGER(user_function, user_usdt_semaphore, HOOK_USER, MECHANISM_usdt_semaphore, false)
TRIGGER(user_function, user_nop5, HOOK_USER, MECHANISM_uprobe_nop5, false)
TRIGGER(user_function, user_nop10, HOOK_USER, MECHANISM_uprobe_nop10, false)
TRIGGER(user_function, user_usdt_nop5, HOOK_USER, MECHANISM_usdt_nop5, false)
TRIGGER(user_function, user_usdt_nop10, HOOK_USER, MECHANISM_usdt_nop10, false)
TRIGGER(user_function, user_nop, HOOK_USER, TRIGGER_FOR_ALL, false)
TRIGGER(user_function, user_text, HOOK_USER, TRIGGER_FOR_ALL, true)
TRIGGER(user_function, user_usdt_text, HOOK_USER, TRIGGER_FOR_ALL, true)
TRIGGER(user_function, user_push, HOOK_USER, TRIGGER_FOR_ALL, true)
TRIGGER(user_function, user_ret, HOOK_USER, TRIGGER_FOR_ALL, true)
