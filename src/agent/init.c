// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/init.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"
#include "protocol/messages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/random.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <termios.h>

#define RANDOM_SEED_BYTES 32 /* as many as the kernel wants: POOL_READY_BITS, random.c */

static const struct {
	const char *type;
	const char *path;
} mounts[] = {
	{ "devtmpfs", "/dev" },
	{ "proc", "/proc" },
	{ "sysfs", "/sys" },
	{ "tmpfs", "/tmp" },
	{ "tracefs", "/sys/kernel/tracing" },
	{ "debugfs", "/sys/kernel/debug" },
	{ "securityfs", "/sys/kernel/security" },
};

void init_mount(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(mounts); i++) {
		mkdir(mounts[i].path, 0755);
		if (mount(mounts[i].type, mounts[i].path, mounts[i].type, 0, NULL) < 0 &&
		    errno != EBUSY)
			fprintf(stderr, "bpftax-agent: no %s: %s\n", mounts[i].type,
				strerror(errno));
	}
}

/*
 * RNDADDENTROPY takes struct rand_pool_info: bits, bytes, and then those.  Which they are does not
 * matter: what the kernel gathered itself is mixed in.
 */
void init_random(void)
{
	struct {
		int bits, bytes;
		unsigned char pool[RANDOM_SEED_BYTES];
	} seed = { .bits = 8 * RANDOM_SEED_BYTES, .bytes = RANDOM_SEED_BYTES };
	CLEANUP_CLOSE int fd = open("/dev/urandom", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &seed) < 0)
		fprintf(stderr, "bpftax-agent: random numbers are not ready: %s\n",
			strerror(errno));
}

static void module_load(const char *path, int flags)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || (syscall(SYS_finit_module, fd, "", flags) < 0 && errno != EEXIST))
		fprintf(stderr, "bpftax-agent: module %s: %s\n", path, strerror(errno));
}

void init_load_modules(void)
{
	CLEANUP_FILE FILE *list = fopen(PROTOCOL_MODULE_LIST, "re");
	char path[PATH_MAX];
	int flags;

	while (list && fscanf(list, "%4095s %d", path, &flags) == 2)
		module_load(path, flags);
}

void init_kernel_config(void)
{
	struct utsname name;
	char path[PATH_MAX];

	if (access(PROTOCOL_KERNEL_CONFIG, F_OK) < 0 || uname(&name) < 0)
		return;
	snprintf(path, sizeof(path), PROTOCOL_KERNEL_CONFIG "-%s", name.release);
	if (symlink(PROTOCOL_KERNEL_CONFIG, path) < 0 && errno != EEXIST)
		fprintf(stderr, "bpftax-agent: %s: %s\n", path, strerror(errno));
}

/* devtmpfs names the ports vport0p1, ...; sysfs says what each is called. */
static int virtio_port_open(void)
{
	DIR *ports = opendir("/sys/class/virtio-ports");
	struct dirent *entry;
	int fd = -ENOENT;

	while (ports && fd < 0 && (entry = readdir(ports))) {
		CLEANUP_FREE char *name =
		    sysfile_read("/sys/class/virtio-ports/%s/name", entry->d_name);
		char path[sizeof(entry->d_name) + 8];

		if (!name || strncmp(name, PROTOCOL_VIRTIO_PORT, strlen(PROTOCOL_VIRTIO_PORT)) != 0)
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_RDWR | O_CLOEXEC);
	}
	if (ports)
		closedir(ports);
	return fd;
}

static int serial_port_open(void)
{
	int fd = open(PROTOCOL_SERIAL_PORT, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios settings;

	if (fd < 0)
		return -errno;
	if (tcgetattr(fd, &settings) < 0) {
		close(fd);
		return -ENODEV; /* a ttyS1 without hardware opens, but has no settings */
	}
	cfmakeraw(&settings);
	settings.c_cflag |= CLOCAL;
	cfsetspeed(&settings, B115200);
	tcsetattr(fd, TCSANOW, &settings);
	return fd;
}

int init_open_channel(void)
{
	/*
	 * A freshly loaded virtio_console shows its ports a moment later, by its control queue,
	 * which QEMU's main loop serves: a busy host may leave that without a CPU for a while.
	 */
	for (int tries = 0; tries < 300; tries++) {
		int fd = virtio_port_open();

		if (fd >= 0)
			return fd;
		if (access("/sys/class/virtio-ports", F_OK))
			break;
		usleep(10000);
	}
	return serial_port_open();
}

void init_power_off(void)
{
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
