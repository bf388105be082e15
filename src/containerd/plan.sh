#!/bin/sh
# What an installation will change, and what is kept of the files that it replaces. See common.sh and records.sh.
# shellcheck disable=SC2034,SC2154

# From $tarball_files and the records: sets $after, $before and $made, and writes the records of the time after the change
# into $next: the original files with their list, and "installed".
plan_installation() {
  after=$tarball_files
  each earlier_line "$original_files"
  each place_line "$after"
  find_before

  kept_kib=0 staged_kib=0
  each measure_kept "$before"
  each measure_staged "$tarball_files"
  require_room
  originals=''
  each keep_recorded "$original_files" || lost_backup
  each keep_new "$before" || fail "the files of ${path:-/} could not be copied to $state_dir: there is no room," \
    "or somebody else changes them at the same time; nothing was changed"

  find_made
  lines="path $path$newline$originals"
  each made_record "$made"
  if [ -n "$was_active" ] || { [ -z "$installed" ] && is_active containerd; }; then lines="$lines${newline}active"; fi
  write_record "$next/original/list" "$lines" || fail "there is no room in $state_dir; nothing was changed"
  write_record "$next/installed" "identity $identity${newline}path $path$newline$after" \
    || fail "there is no room in $state_dir; nothing was changed"
}

place_line() {
  rel=$3
  [ ! -d "$host$path/$rel" ] || [ -L "$host$path/$rel" ] \
    || fail "$path/$rel is a folder on this node, and a file in the tarball; nothing was changed"
  locate "$rel"
  while [ -n "$dir" ]; do
    [ ! -L "$host$path$dir" ] || fail "$path$dir is a link on this node: give another install path; nothing was changed"
    dir=${dir%/*}
  done
}

# --- room ------------------------------------------------------------------------------------------------------------

measure_kept() { kept_kib=$((kept_kib + $(kib_of "$host$path/$3"))); }
measure_staged() { staged_kib=$((staged_kib + $(kib_of "$tree/$3"))); }
kib_of() {
  bytes=$(stat -c %s "$1" 2>/dev/null) || bytes=0
  echo $((bytes / 1024 + 4))
}

# The present files are copied to the state folder, the new ones next to their places.
require_room() {
  place=$path
  until [ -d "$host$place/" ]; do place=${place%/*}; done
  if [ "$(stat -c %d "$host$place/")" = "$(stat -c %d "$state/")" ]; then staged_kib=$((staged_kib + kept_kib)); fi
  free_at "$state_dir"
  [ "$free" -ge "$kept_kib" ] || fail "there is no room for a copy of the original files in $state_dir:" \
    "$kept_kib KiB are needed, $free KiB are left; nothing was changed"
  free_at "$path"
  [ "$free" -ge "$staged_kib" ] || fail "there is no room for the new files in ${path:-/}:" \
    "$staged_kib KiB are needed, $free KiB are left; nothing was changed"
}

# --- originals -------------------------------------------------------------------------------------------------------

# The recorded original of a file stays the original, unless somebody else replaced the file since the installation: the
# newer one is what the node is to have after an uninstallation.
keep_recorded() {
  rel=$3 original="$1 $2"
  drifted "$rel"
  [ "$found" != foreign ] || return 0
  keep_from "$state/original/files/$rel" "$1" "$2"
}
keep_new() {
  rel=$3
  entry_of "$originals" "$rel"
  [ -z "$entry" ] || return 0
  keep_from "$host$path/$rel" "$1" "$2"
}
keep_from() {
  originals=$originals${originals:+$newline}"$2 $3 $rel"
  [ "$2" != none ] || return 0
  case $rel in */*) mkdir -p "$next/original/files/${rel%/*}" || return 1 ;; esac
  case $1 in
    "$state"/*) same_file "$1" "$next/original/files/$rel" "$2" "$3" ;;
    *) copy "$1" "$next/original/files/$rel" "$2" "$3" ;;
  esac
}

# --- folders ---------------------------------------------------------------------------------------------------------

# Sets $made to the folders that the node does not have, and those that earlier installations made: the deepest first, as
# they are to be removed.
find_made() {
  made=$original_dirs
  folders_of "$after"
  each missing_line "$folders"
  [ -z "$made" ] || made=$(echo "$made" | sort -ru)
}
missing_line() {
  missing=$1
  while [ ! -d "$missing" ]; do
    made=$made${made:+$newline}${missing#"$host"}
    missing=${missing%/*}
  done
}
made_record() { lines="$lines${newline}dir $1"; }
