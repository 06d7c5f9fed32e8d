# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of bpftax in fish, made from the program's own tables.

function __bpftax_at_command
    test (count (commandline -opc)) -eq 1
end

function __bpftax_in
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = $argv[1]
end

# The first column of what `bpftax list` shows
function __bpftax_list
    set -l words (commandline -opc)
    command $words[1] list $argv[1] 2>/dev/null | string replace -r ' .*' ''
end

function __bpftax_run
    __bpftax_list runs | string match -v Run
end

function __bpftax_study
    __bpftax_list studies
    __fish_complete_suffix .ini
end

function __bpftax_kernel
    __bpftax_list kernels
    echo host
    __fish_complete_path (commandline -ct)
end

complete -c bpftax -f
complete -c bpftax -n __bpftax_at_command -l help -d 'list the commands'
complete -c bpftax -n __bpftax_at_command -l version -d 'print the version'
complete -c bpftax -n __bpftax_at_command -a help -d 'Explain a command.'
@fish-commands@
@fish-arguments@
