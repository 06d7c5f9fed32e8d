// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/task.h"
#include "agent/cpu.h"
#include "agent/proc_text.h"
#include "agent/sysfile.h"
#include "agent/workload/workload.h"
#include "common/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

/* The child's side: wait at the gate, configure, execute. */
static void child_run(int gate, unsigned int cpu, const struct task_address *address,
		      char *const argv[], int out)
{
	char word;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	cpu_pin(cpu);
	if (read(gate, &word, 1) != 1)
		_exit(0);
	device_up("lo", NULL);
	if (address && device_up(address->device, address->address) < 0) {
		dprintf(STDERR_FILENO, "bpftax-agent: device %s: %s\n", address->device,
			strerror(errno));
		_exit(126);
	}
	if (out < 0)
		out = open("/dev/null", O_WRONLY);
	dup2(out, STDOUT_FILENO);
	while (!argv)
		pause();
	execv(argv[0], argv);
	dprintf(STDERR_FILENO, "bpftax-agent: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static bool network_enter(pid_t network)
{
	char path[64];
	CLEANUP_CLOSE int fd = -1;

	if (network == TASK_OUR_NETWORK)
		return true;
	if (network == TASK_NEW_NETWORK)
		return !unshare(CLONE_NEWNET);
	snprintf(path, sizeof(path), "/proc/%d/ns/net", network);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd >= 0 && !setns(fd, CLONE_NEWNET);
}

int task_fork(struct task *task, pid_t network, unsigned int cpu,
	      const struct task_address *address, char *const argv[], int out, struct error *err)
{
	int gate[2];
	char ready;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, gate) < 0)
		return error_errno(err, ERROR_ENVIRONMENT, errno, "no socket pair");
	task->pid = fork();
	if (!task->pid) {
		close(gate[0]);
		if (!network_enter(network) || write(gate[1], "r", 1) != 1)
			_exit(125);
		child_run(gate[1], cpu, address, argv, out);
	}
	close(gate[1]);
	task->gate = gate[0];
	if (task->pid < 0 || read(task->gate, &ready, 1) != 1) {
		task_kill(task);
		return error_set(err, ERROR_ENVIRONMENT, EPERM,
				 "no network namespace (CONFIG_NET_NS, CAP_SYS_ADMIN)");
	}
	return 0;
}

int task_exec(struct task *task)
{
	int written = write(task->gate, "g", 1) == 1 ? 0 : -errno;

	close(task->gate);
	task->gate = -1;
	return written;
}

static char task_state(const struct task *task)
{
	CLEANUP_FREE char *stat = sysfile_read("/proc/%d/stat", task->pid);

	return proc_stat_state(stat);
}

int task_freeze(const struct task *task)
{
	if (kill(task->pid, SIGSTOP) < 0)
		return -errno;
	for (int tries = 0; tries < 20000; tries++) {
		char state = task_state(task);

		if (state == 'T')
			return 0;
		if (state == 'Z' || state == 'X')
			return -ESRCH;
		usleep(100);
	}
	return -ETIMEDOUT;
}

int task_thaw(const struct task *task)
{
	return kill(task->pid, SIGCONT) < 0 ? -errno : 0;
}

int task_cpu_ns(const struct task *task, uint64_t *ret_ns)
{
	struct timespec time;
	clockid_t clock;
	int failed = clock_getcpuclockid(task->pid, &clock);

	if (failed)
		return -failed;
	if (clock_gettime(clock, &time) < 0)
		return -errno;
	*ret_ns = (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
	return 0;
}

int task_sleeps(const struct task *task, uint64_t *ret_sleeps)
{
	CLEANUP_FREE char *status = sysfile_read("/proc/%d/status", task->pid);

	return status ? proc_status_number(status, "voluntary_ctxt_switches", ret_sleeps) : -ESRCH;
}

int task_snmp(const struct task *task, const char *protocol, const char *counter,
	      uint64_t *ret_value)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/%d/net/snmp", task->pid);

	return text ? proc_snmp_counter(text, protocol, counter, ret_value) : -errno;
}

int task_packets_received(const struct task *task, const char *device, uint64_t *ret_packets)
{
	CLEANUP_FREE char *text = sysfile_read("/proc/%d/net/dev", task->pid);

	return proc_device_packets(text, device, ret_packets);
}

int task_network_run(const struct task *task, int (*carry_out)(const void *argument),
		     const void *argument)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return -errno;
	if (!child)
		_exit(network_enter(task->pid) ? -carry_out(argument) : EPERM);
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -ECHILD;
	return -WEXITSTATUS(status);
}

bool task_ended(struct task *task, int *ret_status)
{
	if (task->pid <= 0 || waitpid(task->pid, ret_status, WNOHANG) != task->pid)
		return false;
	task->pid = 0;
	return true;
}

void task_kill(struct task *task)
{
	if (task->pid > 0) {
		kill(task->pid, SIGKILL);
		waitpid(task->pid, NULL, 0);
	}
	if (task->gate > 0)
		close(task->gate);
	*task = (struct task){ .gate = -1 };
}
