if [ -x "$before" ]; then
    "$before" "$@" || exit $?
@or_by_shell@fi
