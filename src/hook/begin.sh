#!/bin/sh
# presscheck hook, written by `presscheck hook install`; `presscheck hook uninstall` takes it away
installed=@binary@
before="$0.before-presscheck"
status=0

find_presscheck() {
    if command -v presscheck >/dev/null 2>&1; then
        presscheck=presscheck
    elif [ -x "$installed" ]; then
        presscheck=$installed
    else
        echo "presscheck: the program is not here, so nothing was judged and nothing is @done@" >&2
        echo "  to install it: cargo install presscheck" >&2
        if [ -e "$before" ]; then
            echo "  to remove this hook: mv '$before' '$0'" >&2
        else
            echo "  to remove this hook: rm '$0'" >&2
        fi
        exit 2
    fi
}

finish() {
    case $status in
    0 | 1) ;;
    *)
        echo "presscheck: it could not judge (exit status $status), so nothing is @done@" >&2
        echo "  the lines above say why; presscheck hook uninstall removes this hook" >&2
        ;;
    esac
    exit "$status"
}

