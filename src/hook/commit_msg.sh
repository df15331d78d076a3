
find_presscheck
if [ ! -r "$1" ]; then
    echo "presscheck: there is no message to read at '$1'" >&2
    status=2
    finish
fi

# What git leaves out of the message is not judged; it becomes empty lines, so that line numbers
# hold. A message that no editor has shown (`git commit -m`) keeps its comment lines: git tells by
# an editor named `:`.
comment=$(git config --get core.commentString || git config --get core.commentChar || echo auto)
if [ "$comment" = auto ]; then
    comment='#'
fi
cleanup=$(git config --get commit.cleanup || echo default)
kept() {
    case ${GIT_EDITOR-}/$cleanup in
    :/* | */whitespace | */verbatim) cat "$1" ;;
    *)
        comment=$comment cleanup=$cleanup LC_ALL=C awk '
            index($0, ENVIRON["comment"] " ------------------------ >8 ------------------------") == 1 { exit }
            index($0, ENVIRON["comment"]) == 1 && ENVIRON["cleanup"] != "scissors" { print ""; next }
            { print }' "$1"
        ;;
    esac
}
message=$(kept "$1") || {
    status=2
    finish
}

# Git refuses an empty message by itself.
case $message in
*[![:space:]]*) printf '%s\n' "$message" | "$presscheck" check - --stdin-path COMMIT_EDITMSG.txt || status=$? ;;
esac
finish
