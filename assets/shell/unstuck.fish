# unstuck: looks for help with what the last command printed. It runs nothing without asking.
#
#   unstuck             inside tmux with what stands on the screen; elsewhere it shows the last command and asks
#                       whether to run it again, because what it printed is in the terminal alone
#   unstuck --again     asks inside tmux too
#   COMMAND 2>&1 | unstuck
function unstuck --description 'Look for help with what the last command printed'
    if not isatty stdin
        command unsnag -
        return
    end
    if set -q TMUX; and test "$argv[1]" != --again
        command tmux capture-pane -p -J -S -200 | command unsnag -
        return
    end
    set -l line ''
    for past in $history[1..20]
        if not string match -qr '^\s*unstuck(\s|$)' -- $past
            set line $past
            break
        end
    end
    if test -z "$line"
        printf '%s\n' {nothing} >&2
        return 1
    end
    printf '%s\n    %s\n' {again} $line >&2
    read -l -P {ask}' ' answer
    or return 1
    contains -- "$answer" {yes}
    or return 1
    # A shell of its own: a change of folder or variables ends with it.
    command fish -c $line 2>&1 | command tee /dev/stderr | command unsnag -
end
