# SPDX-License-Identifier: GPL-2.0-or-later
# Leaves out those of scdoc's paragraph macros that do nothing: mandoc -Tlint warns of them.
# From 1.11.3 on it writes .PP for what was .P.
/^\.PP?$/ { waiting = 1; next }
waiting && !/^\.(SH|SS|RS|RE)/ && last !~ /^\.(SH|SS|RS|TH)/ { print ".P" }
{ waiting = 0; last = $0; print }
