# Runs a command on a disk that has room for so much and no more, and again once there is room. Runs in a mount namespace of its
# own, by the machine's own shell and programs; only the command itself runs as scripts of the tests do.
#   DISK      the folder of the node; what is in it is what each run starts with
#   SMALL     the folder of it that is on the small disk: all of it, or one that is a disk of its own
#   STATE     a folder that each run starts with as it is
#   RESULTS   where the exit codes, outputs and disks go: N.code, N.output, N.disk, N.state, and N.end.code, ... of the second run
#   ROOMS     how much room there is, several times: pages of 4 KiB, or inodes
#   KIND      pages or inodes
set -eu
start=$RESULTS/start
mkdir "$start"
cp -a "$DISK" "$start/disk"
cp -a "$STATE" "$start/state"
rm -f "$STATE"/*

run() { # NAME COMMAND...
  name=$1
  shift
  code=0
  env - PATH="$SCRIPT_PATH" "$@" > "$RESULTS/$name.output" 2>&1 < /dev/null || code=$?
  echo "$code" > "$RESULTS/$name.code"
  cp -a "$DISK" "$RESULTS/$name.disk"
  cp -a "$STATE" "$RESULTS/$name.state"
}

for room in $ROOMS; do
  mount -t tmpfs -o size=256m,nr_inodes=1000000 none "$DISK"
  cp -a "$start/disk/." "$DISK"
  cp -a "$start/state/." "$STATE"
  if [ "$SMALL" != "$DISK" ]; then
    cp -a "$SMALL" "$start/small"
    mount -t tmpfs -o size=256m,nr_inodes=1000000 none "$SMALL"
    cp -a "$start/small/." "$SMALL"
    rm -rf "$start/small"
  fi
  case $KIND in
    pages) mount -o "remount,size=$(($(df -k --output=used "$SMALL" | tail -n 1) + 4 * room))k" "$SMALL" ;;
    inodes) mount -o "remount,nr_inodes=$(($(df --output=iused "$SMALL" | tail -n 1) + room))" "$SMALL" ;;
  esac
  run "$room" "$@"
  mount -o remount,size=256m,nr_inodes=1000000 "$SMALL"
  run "$room.end" "$@"
  [ "$SMALL" = "$DISK" ] || umount "$SMALL"
  umount "$DISK"
  rm -rf "${STATE:?}"/*
done
