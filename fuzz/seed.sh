#!/bin/sh
# Makes the first corpus of each target from the cases, the examples and the policies of the tests.
set -eu
cd "$(dirname "$0")/.."

# seed TARGET NUMBER FILE…: the number is the byte that chooses the path in the target
seed() {
    target=$1 number=$2
    shift 2
    mkdir -p "fuzz/corpus/$target"
    for file; do
        name=$(cksum <"$file" | tr -d ' ')
        if [ "$number" = none ]; then
            head -c 4000 "$file" >"fuzz/corpus/$target/$name"
        else
            { printf "\\$(printf %03o "$number")" && head -c 4000 "$file"; } >"fuzz/corpus/$target/$name"
        fi
    done
}

number=0
for ending in md mdx html txt yaml json csv; do
    find tests/cases examples -type f -name "*.$ending" ! -name expect.json | while read -r file; do
        seed check "$number" "$file"
        seed readers $((number * 2)) "$file"
        case $file in *social* | *linkedin* | */x/*) seed readers $((number * 2 + 1)) "$file" ;; esac
    done
    number=$((number + 1))
done
find tests/cases/_policies tests/policy_errors tests/policy_example examples policy -name '*.toml' | while read -r file; do
    seed policy none "$file"
done
mkdir -p fuzz/corpus/phrases
sed -n 's/^ *"\(.*\)",*$/\1/p' policy/rules/*.toml | awk 'NR % 20 == 0' | while IFS= read -r phrase; do
    printf %s "$phrase" >"fuzz/corpus/phrases/$(printf %s "$phrase" | cksum | tr -d ' ')"
done
