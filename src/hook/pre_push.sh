# Both the earlier hook and this one want to know what is pushed.
refs=$(cat)
if [ -x "$before" ]; then
    if [ -n "$refs" ]; then
        printf '%s\n' "$refs" | "$before" "$@" || exit $?
    else
        "$before" "$@" </dev/null || exit $?
    fi
@or_by_shell@fi

find_presscheck

is_here() {
    git cat-file -e "$1^{commit}" 2>/dev/null
}

while read -r name ours _ theirs; do
    case $ours in
    *[!0]*) ;;
    *) continue ;; # a branch is deleted
    esac
    if ! ours=$(git rev-parse --verify --quiet "$ours^{commit}"); then
        echo "presscheck: what is pushed from $name is no commit" >&2
        status=2
        continue
    fi
    # A new branch, or one that has moved on unseen, is compared with what the remote publishes.
    if ! is_here "$theirs" && is_here "refs/remotes/$1/HEAD"; then
        theirs="refs/remotes/$1/HEAD"
    elif ! is_here "$theirs"; then
        theirs=0000000000000000000000000000000000000000
    fi
    code=0
    "$presscheck" check --since "$theirs" --rev "$ours" </dev/null || code=$?
    if [ "$code" -gt "$status" ]; then
        status=$code
    fi
done <<END
$refs
END
finish
