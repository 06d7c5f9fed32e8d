// SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause)
#define ADDITIONS 57
#include "alu.bpf.h"
