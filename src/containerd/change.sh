#!/bin/sh
# Changing a node: one process at a time, and wholly or not at all. See common.sh for the files of COCO_STATE_DIR.
# shellcheck disable=SC2034,SC2154

# --- one at a time ---------------------------------------------------------------------------------------------------
# Each process leaves a file of a name that no other process ever has, and then looks for those of others: of two that
# come at once, at least one sees the other and withdraws. The file of a dead process counts for nothing. There is no
# lock to be stolen from a dead owner, and so no race about it. Needs the process ids of the host (hostPID).

# Sets $start to when a process started: fails when it is dead.
started() {
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  start=${20}
  [ "$1" != Z ]
}

# Whether the process that left the file ROLE-PID-START-BOOT is alive.
alive() {
  rest=${1#*-}
  pid=${rest%%-*} rest=${rest#*-}
  [ "${rest#*-}" = "$boot" ] && started "$pid" && [ "$start" = "${rest%%-*}" ]
}

take_lock() {
  # The other one may take the empty folder away when it ends.
  [ -d "$state/lock" ] || mkdir -p "$state/lock"
  true > "$state/lock/$mine" || return 1
  for file in "$state/lock"/*; do
    other=${file##*/}
    [ "$other" != "$mine" ] || continue
    if alive "$other"; then
      rm -f "$state/lock/$mine"
      return 1
    fi
    rm -f "$file"
  done
}

lock() {
  mkdir -p "$state/lock"
  read -r boot < /proc/sys/kernel/random/boot_id
  started "$$"
  other='' told=''
  mine=$role-$$-$start-$boot
  trap leave EXIT
  until take_lock; do
    [ "$other" = "$told" ] || say "waiting until process $pid of the node ends: containerd ${other%%-*}"
    told=$other
    sleep "$poll"
  done
}

leave() {
  [ -z "$pause" ] || kill "$pause" 2>/dev/null || true
  rm -f "$state/lock/$mine"
  # Only what is empty goes: nothing is left behind on a node that has nothing installed.
  rmdir "$state/lock" "$state" "${state%/*}" 2>/dev/null || true
}

# --- the services of the host ----------------------------------------------------------------------------------------

on_host() { nsenter --target 1 --mount "$@"; }

# Restarts a service. It has to be active at two polls in a row: one that crashes and is started again is not.
restart() {
  say "restarting $1"
  # After some failures systemd refuses any further start.
  on_host systemctl reset-failed "$1" 2>/dev/null || true
  on_host systemctl restart "$1" || true
  active=0
  now; deadline=$((uptime + 100 * ${COCO_ACTIVE_SECONDS:-60}))
  while [ "$active" -gt 0 ] || [ "$uptime" -le "$deadline" ]; do
    if on_host systemctl is-active --quiet "$1"; then active=$((active + 1)); else active=0; fi
    [ "$active" -lt 2 ] || return 0
    sleep "$poll"
    now
  done
  say "$1 is not active after ${COCO_ACTIVE_SECONDS:-60} s; on the node, see: journalctl --unit $1" >&2
  return 1
}

# Makes the node run what lies on its disk.
activate() {
  true > "$journal/restarted"
  on_host systemctl daemon-reload || true
  restart containerd || return 1
  # Where kubelet was no active service of systemd before, nothing is known of it.
  [ ! -e "$journal/kubelet" ] || restart kubelet
}

# --- changes of files ------------------------------------------------------------------------------------------------

# Sets $dir and $target, both without a slash at the end, for a file of a list.
locate() {
  case $1 in */*) dir=/${1%/*} ;; *) dir= ;; esac
  target=$host$path$dir
}

# Sets $dirs to the folders of a list.
dirs_of() {
  dirs=
  while read -r _ rel; do
    locate "$rel"
    case " $dirs " in *" $target "*) ;; *) dirs="$dirs $target" ;; esac
  done < "$1"
}

unstage() {
  dirs_of "$1"
  for target in $dirs; do [ ! -d "$target/$new" ] || rm -rf "${target:?}/$new"; done
}

# stage SOURCE LIST: copies the files of LIST to where a rename away from their places. All that takes time, or can fail
# for want of room, is done here.
stage() {
  unstage "$2"
  while read -r kind rel; do
    [ "$kind" = file ] || continue
    locate "$rel"
    [ -d "$target/$new" ] || mkdir -p "$target/$new" || return 1
    cp -a "$1/$rel" "$target/$new/" || return 1
  done < "$2"
  # The bytes reach the disk before the names do.
  sync
}

# swap LIST: the staged files take their places, one process per folder: renames in a row, a matter of microseconds.
swap() {
  list=$1
  true > "$journal/swapped" || return 1
  for target in $dirs; do
    [ ! -d "$target/$new" ] || mv -f "$target/$new"/* "$target/" || return 1
  done
  set --
  while read -r kind rel; do [ "$kind" != none ] || set -- "$@" "$host$path/$rel"; done < "$list"
  [ $# -eq 0 ] || rm -f "$@" || return 1
  for target in $dirs; do [ ! -d "$target/$new" ] || rmdir "$target/$new"; done
  while read -r made; do [ ! -d "$host$made" ] || rmdir "$host$made" 2>/dev/null || true; done < "$journal/dirs"
  # With SELinux, a copied file has the label of its folder; containerd needs its own.
  set --
  while read -r kind rel; do [ "$kind" != file ] || set -- "$@" "$path/$rel"; done < "$list"
  # shellcheck disable=SC2016
  on_host sh -c 'if command -v restorecon >/dev/null; then restorecon "$@"; fi' sh "$@" || true
}

put() { stage "$1" "$2" && swap "$2"; }

# Keeps in transaction.new what the files of its list "after" are now, then makes it the journal.
begin() {
  next=$journal.new
  mkdir -p "$next/old"
  while read -r _ rel; do
    locate "$rel"
    kind='none'
    if [ -e "$host$path/$rel" ] || [ -L "$host$path/$rel" ]; then
      kind='file'
      [ -d "$next/old$dir" ] || mkdir -p "$next/old$dir"
      cp -a "$host$path/$rel" "$next/old$dir/"
    fi
    echo "$kind $rel"
  done < "$next/after" > "$next/before"
  echo "$path" > "$next/path"
  if on_host systemctl is-active --quiet kubelet; then true > "$next/kubelet"; fi
  if on_host systemctl is-active --quiet containerd; then true > "$next/containerd"; fi
}

# From here to the end of commit or undo, a TERM waits: the grace period of the pod is long enough.
start_change() {
  sync
  trap 'stopping=1' TERM INT
  mv "$journal.new" "$journal"
}

discard() {
  mv "$1" "$state/discarded"
  rm -rf "$state/discarded"
}

# Puts back what was there before the change of the journal. May itself be interrupted, and run again.
undo() {
  line_of "$journal/path"; path=$line
  if [ -e "$journal/swapped" ]; then
    put "$journal/old" "$journal/before" \
      || fail "the files that were in $path before could not be put back; they lie in $state_dir/transaction/old"
  else
    unstage "$journal/before"
    while read -r made; do [ ! -d "$host$made" ] || rmdir "$host$made" 2>/dev/null || true; done < "$journal/dirs"
  fi
  if [ -e "$journal/restarted" ]; then
    activate || [ ! -e "$journal/containerd" ] \
      || fail "the services do not run with what was there before either; its files are back in ${path:-/}"
  fi
  discard "$journal"
}

# Ends a change that works: the rename is the moment from which it is not undone any more.
commit() {
  sync
  mv "$journal" "$state/committed"
  record
}

record() {
  done=$state/committed
  if [ -e "$done/removed" ]; then
    rm -rf "$state/installed" "$state/failed" "$state/original"
  else
    for file in path list dirs; do
      [ ! -e "$done/original/$file" ] || mv -f "$done/original/$file" "$state/original/$file"
    done
    rm -f "$state/failed"
    [ ! -e "$done/identity" ] || mv -f "$done/identity" "$state/installed"
  fi
  discard "$done"
}

# Ends or undoes what an interrupted run began.
recover() {
  trap 'stopping=1' TERM INT
  rm -rf "$state/discarded" "$state/work" "$journal.new"
  [ ! -d "$state/committed" ] || record
  if [ -d "$journal" ]; then
    say "an earlier run was interrupted: putting back what was there before it"
    undo
  fi
  # Without an installation, what runs is the original, which may be another one by the time of the next installation.
  [ -e "$state/installed" ] || rm -rf "$state/original"
  stopped
}

# Makes TERM end the script at once again, as it would have.
stopped() {
  trap - TERM INT
  [ -z "$stopping" ] || exit 143
}

# Nothing is changed on a node whose way back is lost.
require_backup() {
  if [ -s "$state/original/list" ] && [ -s "$state/original/path" ] && [ -f "$state/original/dirs" ]; then
    while read -r kind rel; do
      [ "$kind" = none ] || [ -e "$state/original/files/$rel" ] || [ -L "$state/original/files/$rel" ] || {
        kind=lost
        break
      }
    done < "$state/original/list"
    [ "$kind" = lost ] || return 0
  fi
  fail "the backup of the original containerd in $state_dir/original is not complete; nothing was changed." \
    "Install containerd with the packages of the node, then delete $state_dir on it"
}
