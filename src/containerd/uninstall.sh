#!/bin/sh
# Puts the original containerd back on one node, and stays up so that the node counts as done. Runs in the DaemonSet of
# the uninstallation: privileged, with hostPID, and with the root of the host, writable, at /host.
#
# Waits while an installer is on the node, done or at work: it would install again.
#
# Parameters, all by environment variable:
#   COCO_RETRY_FAILED      "true": tries again although containerd did not work with the original
#   COCO_ACTIVE_SECONDS    how long a service may take to start
#   COCO_WATCH_SECONDS     how long the services are watched before the change is final
#   COCO_POLL_SECONDS      time between two looks
#   COCO_READY_FILE        exists when this node is done: for the readiness probe
#   HOST, COCO_STATE_DIR, COCO_EXIT_WHEN_DONE   for tests
# shellcheck disable=SC2034,SC2154

role=uninstall
failure="this node keeps the containerd that was installed"
# The original may come without ctr.
healthy() { [ ! -e "$host$path/bin/ctr" ] || wait_for_answer; }

rm -f "$ready"
find_state
lock
recover
load_records
if [ -z "$installed" ]; then
  say "nothing is installed on this node"
  rm -f "$state/failed"
  stay
fi
require_backup
find_drift
tell_drift
if read_record "$state/failed" && field identity && [ "$value" = original ]; then
  [ "${COCO_RETRY_FAILED:-}" = true ] || fail "containerd did not work with the original files, so the installed ones" \
    "stay. Repair the original, or set COCO_RETRY_FAILED=true to try again"
fi
rm -f "$state/failed"

say "putting the original containerd back in ${path:-/}"
identity=original
made=$original_dirs
tarball_files='' after=''
each earlier_line "$original_files"
find_before
mkdir -p "$journal.new" || fail "cannot write to $state_dir; what was installed stays"
begin

if ! stage; then
  undo
  short_of_room && fail "there is no room in ${path:-/} for the original files; what was installed stays"
  fail "the original files could not be written to ${path:-/}, or somebody else changed it at the same time;" \
    "what was installed stays"
fi
if ! swap; then
  undo
  fail "the files in ${path:-/} could not be replaced; what was installed stays"
fi
true > "$journal/restarted" || { undo; fail "there is no room in $state_dir; what was installed stays"; }
if [ "$before" = "$after" ] && runs_ours; then
  commit # somebody else put the original or another containerd back
elif [ -z "$was_active" ]; then
  activate || true # containerd did not run before the first installation, so it need not run now
  commit
else
  if ! activate || ! healthy; then give_up "$why" "$failure"; fi
  finish
fi
stay
