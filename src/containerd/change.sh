#!/bin/sh
# Changing a node: one process at a time, and wholly or not at all. See common.sh for the files of COCO_STATE_DIR.
#
# A change replaces files by renames only. While it is not complete, the new files lie in $new and the files that they
# replace in $old, in the folder of each file. So the way back needs no room on the disk.
# shellcheck disable=SC2034,SC2154

new=.cdk8s-coco-new old=.cdk8s-coco-old
locked='' disk_failed='' short=''

# --- one at a time ---------------------------------------------------------------------------------------------------
# Each process leaves a file with a name that no other process ever has, and then looks for those of others: of two that
# come at once, at least one sees the other and withdraws. The file of a dead process does not count, so there is no lock
# to take over from a dead owner. Needs the process ids of the host (hostPID).

# Sets $start to when a process started. Fails if it is dead.
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
  other_pid=${rest%%-*} rest=${rest#*-}
  [ "${rest#*-}" = "$boot" ] && started "$other_pid" && [ "$start" = "${rest%%-*}" ]
}

take_lock() {
  # A process that ends removes the empty folder: try again.
  if ! mkdir -p "$state/lock" || ! true > "$state/lock/$mine"; then
    failures=$((failures + 1))
    [ "$failures" -lt 5 ] || fail "cannot write to $state_dir; nothing was changed"
    return 1
  fi
  set +f
  for file in "$state/lock"/*; do
    set -f
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
  read -r boot < /proc/sys/kernel/random/boot_id
  started "$$"
  other='' told='' failures=0
  mine=$role-$$-$start-$boot
  trap leave EXIT
  until take_lock; do
    [ "$other" = "$told" ] || say "waiting until process $other_pid of the node ends: containerd ${other%%-*}"
    told=$other
    nap "$poll"
  done
  locked=yes
  # Earlier runs may have left them readable for everyone.
  chmod 700 "$state"
}

# Leaves nothing behind that a later run does not need: neither a download nor an empty folder.
leave() {
  end_task
  [ -z "$locked" ] || rm -rf "$state/work" "$state/discarded" "$journal.new" "$state/installed.new" "$state/failed.new"
  rm -f "$state/lock/$mine"
  rmdir "$state/lock" "$state" 2>/dev/null || true
  # If an administrator made the folder a link, its target stays.
  [ "$state_dir" != "$asked" ] || rmdir "${state%/*}" 2>/dev/null || true
}

# --- changes of files ------------------------------------------------------------------------------------------------

# Sets $dir, without a slash at its end, and $target, where it is, for a path below the install path.
locate() {
  case $1 in */*) dir=/${1%/*} ;; *) dir= ;; esac
  target=$host$path$dir
}

# Sets $folders to the folders of the files in a list.
folders_of() {
  folders=''
  each folder_line "$1"
}
folder_line() {
  locate "$3"
  case "$newline$folders$newline" in *"$newline$target$newline"*) ;; *) folders=$folders${folders:+$newline}$target ;; esac
}

# Removes $new, $old and the folders that this change made, if they are empty.
clean_up() {
  folders_of "$before"
  each clean_folder "$folders" && each clean_made "$made"
}
clean_folder() { rm -rf "${1:?}/$new" "${1:?}/$old"; }
clean_made() { [ ! -d "$host$1" ] || rmdir "$host$1" 2>/dev/null || true; }

# Everything that takes time or room: puts the new files into $new and the present ones into $old, next to their places.
stage() {
  clean_up || return 1
  each stage_line "$after" || return 1
  each keep_line "$before" || return 1
  each flush "$folders"
}
stage_line() {
  rel=$3
  [ "$1" != none ] || return 0
  entry_of "$before" "$rel"
  [ "$entry" != "$1 $2" ] || return 0
  locate "$rel"
  # Folders of programs are for everyone.
  [ -d "$target/$new" ] || (umask 022; mkdir -p "$target/$new") || return 1
  for source in "$journal/new" "$journal/original/files" "$state/original/files"; do
    if [ -e "$source/$rel" ] || [ -L "$source/$rel" ]; then break; fi
  done
  copy "$source/$rel" "$target/$new/${rel##*/}" "$1" "$2"
}
keep_line() {
  rel=$3
  [ "$1" != none ] || return 0
  entry_of "$after" "$rel"
  [ "$entry" != "$1 $2" ] || return 0
  locate "$rel"
  [ -d "$target/$old" ] || mkdir "$target/$old" || return 1
  same_file "$host$path/$rel" "$target/$old/${rel##*/}" "$1" "$2"
}

# The staged files take their places, one process per folder: renames in a row.
swap() {
  true > "$journal/swapped" || return 1
  each swap_folder "$folders" || return 1
  each remove_line "$after" || return 1
  each clean_made "$made" || return 1
  label
  each check_line "$after"
}
swap_folder() {
  [ -d "$1/$new" ] || return 0
  set +f
  mv -f "$1/$new"/* "$1/" || { set -f; return 1; }
  set -f
  rmdir "$1/$new"
}
remove_line() { [ "$1" != none ] || rm -f "$host$path/$3"; }
check_line() {
  wanted="$1 $2"
  look "$host$path/$3"
  [ "$kind $print" = "$wanted" ]
}

# With SELinux, a copied file has the label of its folder; containerd needs its own.
label() {
  targets=''
  each label_line "$after"
  IFS=$newline
  # shellcheck disable=SC2086,SC2016
  on_host 60 sh -c 'if command -v restorecon >/dev/null; then restorecon "$@"; fi' sh $targets || true
  IFS=$blanks
}
label_line() { [ "$1" = none ] || targets=$targets${targets:+$newline}$path/$3; }

# --- the journal -----------------------------------------------------------------------------------------------------

# Sets $before to the present state of the files of $after.
find_before() {
  before=''
  each before_line "$after"
}
before_line() {
  look "$host$path/$3"
  before=$before${before:+$newline}"$kind $print $3"
}

# Writes the plan of the change into transaction.new, and makes that the journal. From here to `finish` or `undo`, SIGTERM
# waits: the grace period of the pod is long enough.
begin() {
  had_kubelet='' had_containerd=''
  ! is_active kubelet || had_kubelet=yes
  ! is_active containerd || had_containerd=yes
  plan="role $role${newline}identity $identity${newline}path $path"
  each plan_before "$before"
  each plan_after "$after"
  each plan_made "$made"
  [ -z "$had_kubelet" ] || plan="$plan${newline}kubelet active"
  [ -z "$had_containerd" ] || plan="$plan${newline}containerd active"
  planned_identity=$identity
  write_record "$journal.new/plan" "$plan" || fail "there is no room in $state_dir; nothing was changed"
  flush "$state"
  trap 'stopping=1' TERM INT
  mv "$journal.new" "$journal"
}
plan_before() { plan="$plan${newline}before $*"; }
plan_after() { plan="$plan${newline}after $*"; }
plan_made() { plan="$plan${newline}made $*"; }

# Reads the plan of an interrupted change.
load_plan() {
  before='' after='' made='' had_kubelet='' had_containerd=''
  read_record "$1/plan" || return 1
  field role; planned=$value
  field identity; planned_identity=$value
  field path; path=$value
  each load_line "$record"
}
load_line() {
  case $1 in
    before) before=$before${before:+$newline}"$2 $3 $4" ;;
    after) after=$after${after:+$newline}"$2 $3 $4" ;;
    made) made=$made${made:+$newline}$2 ;;
    kubelet) had_kubelet=yes ;;
    containerd) had_containerd=yes ;;
  esac
}

discard() {
  mv "$1" "$state/discarded"
  rm -rf "$state/discarded"
}

# --- forward and back ------------------------------------------------------------------------------------------------

# Makes the node run what is on its disk. The way back does not check the answers of containerd: there is no other way.
activate() {
  on_host 30 systemctl daemon-reload || true
  restart containerd || return 1
  seen_containerd=$seen seen_kubelet=''
  # If kubelet was not active before, nothing is known about it.
  [ -n "$had_kubelet" ] || return 0
  restart kubelet || return 1
  seen_kubelet=$seen
}

# Puts back what was there before the change. May be interrupted, and run again. Needs no room on the disk.
undo() {
  if [ -e "$journal/swapped" ]; then
    each undo_line "$before" || fail "$path/$rel could not be put back: its copy in $old next to it is lost." \
      "$repair $state_dir on it"
  fi
  clean_up || fail "the files of an unfinished change in ${path:-/} could not be removed"
  # After a power failure, the services may have started with the new files.
  if [ -e "$journal/restarted" ] || { [ -e "$journal/swapped" ] && ! runs_ours; }; then
    activate || [ -z "$had_containerd" ] || fail "the files that were in ${path:-/} before are back, but $why"
  fi
  discard "$journal"
}
undo_line() {
  rel=$3 wanted="$1 $2"
  look "$host$path/$rel"
  present="$kind $print"
  [ "$present" != "$wanted" ] || return 0
  entry_of "$after" "$rel"
  if [ "$present" != "$entry" ] && [ "$present" != 'none -' ]; then
    say "$path/$rel was replaced by another program in the meantime, and stays as it is"
    return 0
  fi
  if [ "$1" = none ]; then
    rm -f "$host$path/$rel"
    return
  fi
  locate "$rel"
  look "$target/$old/${rel##*/}"
  [ "$kind $print" = "$wanted" ] && mv -f "$target/$old/${rel##*/}" "$target/"
}

# give_up REASON MESSAGE: undoes a change that does not work. The tarball is remembered before that, so that an interruption
# does not make the next run try it again; not if a full disk may be the reason.
give_up() {
  rm -f "$journal/watching"
  say "$1" >&2
  say "putting back what was there before" >&2
  if [ -n "$disk_failed" ] || short_of_room; then
    say "the disk of ${short:-$state_dir} is full, which may be the reason: the next run tries again" >&2
  else
    write_record "$state/failed" "identity $planned_identity" || say "could not record this failure in $state_dir" >&2
  fi
  undo
  fail "$2"
}

# Watches the changed node for the health window, then makes the change final or undoes it.
finish() {
  write_record "$journal/watching" "boot $boot${newline}containerd $seen_containerd${newline}kubelet $seen_kubelet" \
    || { disk_failed=yes; give_up "$state_dir cannot be written to" "$failure"; }
  say "watching containerd${had_kubelet:+ and kubelet} for $window s"
  if ! watch || ! healthy; then give_up "$why" "$failure"; fi
  commit
}

commit() {
  flush "$state"
  # This rename is the moment from which the change is not undone any more.
  mv "$journal" "$state/committed"
  record_change
}

# Writes what the committed change made into the records.
record_change() {
  load_plan "$state/committed" || fail "the record $state_dir/committed/plan is damaged. $repair $state_dir on it"
  clean_up
  if [ "$planned" = uninstall ]; then
    rm -rf "$state/installed" "$state/failed" "$state/original"
  else
    if [ -e "$state/committed/original" ]; then
      rm -rf "$state/original"
      mv "$state/committed/original" "$state/original"
    fi
    [ ! -e "$state/committed/installed" ] || mv -f "$state/committed/installed" "$state/installed"
    rm -f "$state/failed"
  fi
  discard "$state/committed"
}

# Ends or undoes what an interrupted run began.
recover() {
  trap 'stopping=1' TERM INT
  rm -rf "$state/discarded" "$state/work" "$journal.new" "$state/installed.new" "$state/failed.new"
  [ ! -d "$state/committed" ] || record_change
  if [ -d "$journal" ]; then
    load_plan "$journal" || fail "the record $state_dir/transaction/plan is damaged. $repair $state_dir on it"
    if [ "$planned" = "$role" ] && resume; then
      say "an earlier run was interrupted while it watched the services: watching them again"
      finish
    else
      say "an earlier run was interrupted: putting back what was there before it"
      undo
    fi
  fi
  # Without an installation, what runs is the original. It may be another one by the time of the next installation.
  [ -e "$state/installed" ] || rm -rf "$state/original"
  may_stop
}

# Goes on with the watching of an interrupted run. After a reboot, the services are what they are now.
resume() {
  read_record "$journal/watching" || return 1
  field containerd; seen_containerd=$value
  field kubelet; seen_kubelet=$value
  field boot
  [ "$value" != "$boot" ] || return 0
  is_active containerd || return 1
  seen_containerd="$pid $restarts"
  [ -n "$had_kubelet" ] || return 0
  is_active kubelet || return 1
  seen_kubelet="$pid $restarts"
}

# Lets SIGTERM end the script again, as it would have during the change.
may_stop() {
  trap end TERM INT
  [ -z "$stopping" ] || exit 143
}
