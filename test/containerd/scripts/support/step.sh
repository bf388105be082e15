#!/bin/sh
# Stands before every program of a script, under that program's name. Counts them in COUNT, and at number KILL_AT kills
# the script with all it has started, as the end of a container does. A mv of several files counts each of them.
# With SNAPSHOTS, keeps there what the node is like at each STRIDE-th number.
: "${COUNT:?}"
name=${0##*/}

# In a run that is not counted, this stands for sync only.
[ "${0##*/}" != sync ] || [ "$KILL_AT" != undefined ] || exit 0

step() {
  # Programs of a pipe run at the same time: each adds its own byte.
  printf . >> "$COUNT"
  read -r all < "$COUNT" || :
  count=${#all}
  if [ -n "$SNAPSHOTS" ] && [ $((count % STRIDE)) -eq 0 ] && [ ! -e "$SNAPSHOTS/$count" ]; then
    "$TOOLS/mkdir" "$SNAPSHOTS/$count"
    "$TOOLS/cp" -a "$HOST" "$FAKE" "$SNAPSHOTS/$count/"
  fi
  [ "$count" -lt "$KILL_AT" ] || [ "$KILL_AT" = 0 ] || kill -9 0
}

step
case $name in
  # The disk of the machine that runs the tests need not hear of each.
  sync) exit 0 ;;
  nsenter) exec "$NSENTER" "$@" ;;
  mv)
    if [ $# -gt 3 ]; then
      shift # -f
      for folder in "$@"; do :; done
      while [ $# -gt 1 ]; do
        "$TOOLS/mv" -f "$1" "$folder" || exit 1
        shift
        step
      done
      exit 0
    fi ;;
esac
if [ -e "$PLAIN/$name" ]; then exec "$PLAIN/$name" "$@"; fi
exec "$TOOLS/$name" "$@"
