# unstuck: looks for help with what the last command printed. It runs nothing without asking.
#
#   unstuck             inside tmux with what stands on the screen; elsewhere it shows the last command and asks
#                       whether to run it again, because what it printed is in the terminal alone
#   unstuck --again     asks inside tmux too
#   COMMAND 2>&1 | unstuck
unstuck() {
    if [ ! -t 0 ]; then
        command unsnag -
        return
    fi
    if [ -n "${TMUX-}" ] && [ "${1-}" != --again ]; then
        command tmux capture-pane -p -J -S -200 | command unsnag -
        return
    fi
    local line='' back=1
    while [ "$back" -le 20 ]; do
        line=$(builtin fc -ln "-$back" "-$back" 2>/dev/null)
        # Without the blanks that the list puts before it.
        line="${line#"${line%%[![:space:]]*}"}"
        case $line in
            '' | unstuck | unstuck[[:space:]]*) line='' back=$((back + 1)) ;;
            *) break ;;
        esac
    done
    if [ -z "$line" ]; then
        printf '%s\n' {nothing} >&2
        return 1
    fi
    printf '%s\n    %s\n%s ' {again} "$line" {ask} >&2
    local answer=''
    read -r answer
    case $answer in
        {yes}) ;;
        *) return 1 ;;
    esac
    # A part of a pipe is a shell of its own: a change of folder or variables ends with it.
    { builtin eval "$line"; } 2>&1 | command tee /dev/stderr | command unsnag -
}
