
find_presscheck
"$presscheck" check --staged </dev/null || status=$?
finish
