# Runs a command on a disk that has room for so much and no more, and again once there is room. Runs in a mount namespace of its
# own, by the machine's own shell and programs; only the command itself runs as scripts of the tests do.
#   DISK      the folder that is the disk; what is in it is what each run starts with
#   STATE     a folder that each run starts with as it is
#   RESULTS   where the exit codes, outputs and disks go: N.code, N.output, N.disk, and N.end.code, ... of the second run
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
}

for room in $ROOMS; do
  mount -t tmpfs -o size=256m,nr_inodes=1000000 none "$DISK"
  cp -a "$start/disk/." "$DISK"
  cp -a "$start/state/." "$STATE"
  case $KIND in
    pages) mount -o "remount,size=$(($(df -k --output=used "$DISK" | tail -n 1) + 4 * room))k" "$DISK" ;;
    inodes) mount -o "remount,nr_inodes=$(($(df --output=iused "$DISK" | tail -n 1) + room))" "$DISK" ;;
  esac
  run "$room" "$@"
  mount -o remount,size=256m,nr_inodes=1000000 "$DISK"
  run "$room.end" "$@"
  umount "$DISK"
  rm -rf "${STATE:?}"/*
done
