#!/bin/sh
# Puts the original containerd back on one node, and stays up so that the node counts as done. Runs in the DaemonSet of
# the uninstallation: privileged, with hostPID, and with the root of the host, writable, at /host.
#
# An installer that still stands on the node, be it done or at work, is waited for: it would install again.
#
# Parameters, all by environment variable:
#   COCO_RETRY_FAILED                          "true": tries again although containerd did not start with the original
#   COCO_ACTIVE_SECONDS, COCO_POLL_SECONDS     how long a service may take to be active, and the time between two looks
#   COCO_READY_FILE                            exists when this node is done: for the readiness probe
#   HOST, COCO_STATE_DIR, COCO_EXIT_WHEN_DONE  places and such, for tests
# shellcheck disable=SC2034,SC2154

role=uninstall
rm -f "$ready"
lock
recover

original=$state/original
if [ ! -e "$state/installed" ]; then
  say "nothing is installed on this node"
  rm -f "$state/failed"
  stay
fi
require_backup

line_of "$state/failed"
if [ "$line" = original ] && [ "${COCO_RETRY_FAILED:-}" != true ]; then
  fail "containerd did not start with the original files, so the installed ones stay." \
    "Set COCO_RETRY_FAILED=true to try again"
fi
rm -f "$state/failed"

line_of "$original/path"; path=$line
say "putting the original containerd back in ${path:-/}"
mkdir -p "$journal.new"
cp "$original/list" "$journal.new/after"
cp "$original/dirs" "$journal.new/dirs"
true > "$journal.new/removed"
begin

start_change
if ! put "$original/files" "$journal/after"; then
  undo
  fail "the files in ${path:-/} could not be replaced; what was installed stays"
fi
# Where containerd did not run before the first installation, nobody expects it to run now.
if ! activate && [ -e "$original/active" ]; then
  # Said first: an interruption must not make the next run try the same again.
  echo original > "$state/failed"
  say "the services do not run with the original containerd; putting the installed one back" >&2
  undo
  fail "this node keeps the containerd that was installed"
fi
commit
stay
