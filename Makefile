# A thin front to meson.  The two that matter:
#
#	make run	installs what is missing, builds, runs the default study
#	make check	installs what is missing, builds, runs the tests
#
# ARGS are passed on to the study: make run ARGS="--label first"; LONG=1 gives it 17 minutes, not 6.

PREFIX ?= /usr/local
BUILD = build
STUDY = studies/udp-recvmsg.ini

all: deps
	@[ -e $(BUILD)/build.ninja ] || meson setup $(BUILD) --prefix=$(abspath $(PREFIX))
	@ninja -C $(BUILD)
	@[ ! -e $(BUILD)/arm64/build.ninja ] || ninja -C $(BUILD)/arm64 src/agent/bpftax-agent src/agent/bpftax-iperf3

# Debian packages (packages.txt), installed only when some are missing.
deps:
	@scripts/install-packages packages.txt

# The agent for guests of another architecture (--arch arm64), beside the other: static, and linked with
# that architecture's packages, which are unpacked below the build directory.
agent-arm64: all
	@scripts/install-packages packages-arm64.txt
	@scripts/sysroot arm64 aarch64-linux-gnu scripts/sysroot-packages.txt $(BUILD)/sysroot-arm64
	@[ -e $(BUILD)/arm64/build.ninja ] || meson setup $(BUILD)/arm64 -Dagent_only=true \
		--cross-file $(BUILD)/sysroot-arm64/cross.ini --prefix=$(abspath $(PREFIX))
	@ninja -C $(BUILD)/arm64 src/agent/bpftax-agent src/agent/bpftax-iperf3

# What the guest tests boot.  Those of a kernel that cannot be had are skipped and say so.
kernels: all
	@for kernel in debian-6.12-cloud debian-6.1-cloud debian-5.10-cloud debian-newest-cloud; do \
		$(BUILD)/bpftax kernel fetch $$kernel || :; \
	done

run: all
	$(BUILD)/bpftax run $(STUDY) $(if $(LONG),--budget 17m) $(ARGS)

# Time limits grow with what a loop and a guest's boot take here and now.
check: all kernels
	@meson test -C $(BUILD) --no-rebuild --no-suite slow --print-errorlogs \
		--timeout-multiplier "$$(scripts/time-limits $(BUILD))" $(TESTARGS)

# Compilers' warnings, sanitizers and valgrind over what needs no kernel; of some alone with ARGS="thread".
check-sanitize: deps
	@scripts/install-packages scripts/sanitize-packages.txt
	@scripts/check-sanitize $(ARGS)

# Tests that take too long for every change.
check-slow: all kernels
	-@scripts/install-packages tests/chroot/packages.txt
	@meson test -C $(BUILD) --no-rebuild --suite slow --print-errorlogs $(TESTARGS)

# What R says, to be compared with; only needed when tests/oracle/oracle.R changes.
oracle:
	@command -v Rscript >/dev/null || scripts/install-packages tests/oracle/packages.txt
	@Rscript --vanilla tests/oracle/oracle.R >tests/oracle/oracle.new
	@mv tests/oracle/oracle.new tests/oracle/oracle.txt

# What bpftax takes itself, as ratios to what it is meant to take.
bench: all kernels
	@ninja -C $(BUILD) --quiet bench-tools
	@meson test -C $(BUILD) --no-rebuild --benchmark --verbose $(TESTARGS)

# The kernel's own benchmark beside bpftax micro: make bench-peer ARGS=--exact
bench-peer: all
	@ninja -C $(BUILD) --quiet bench-peer-tools
	@bench/peer.py --build $(BUILD) $(ARGS)

# Every parser of foreign bytes with bytes that somebody spoiled, each for a minute or FUZZ_SECONDS;
# of some alone with ARGS="gate qmp" (tests/fuzz/parsers.c).
fuzz: deps
	@scripts/fuzz $(ARGS)

install: all
	@meson configure $(BUILD) --prefix=$(abspath $(PREFIX))
	@meson install -C $(BUILD) $(if $(DESTDIR),--destdir $(abspath $(DESTDIR)))
	@[ ! -e $(BUILD)/arm64/build.ninja ] || { \
		meson configure $(BUILD)/arm64 --prefix=$(abspath $(PREFIX)) && \
		meson install -C $(BUILD)/arm64 $(if $(DESTDIR),--destdir $(abspath $(DESTDIR))); }

format:
	@scripts/format

clean:
	rm -rf $(BUILD)

.PHONY: all deps agent-arm64 kernels run check check-sanitize check-slow oracle bench bench-peer fuzz install format clean
