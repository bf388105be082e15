#!/bin/sh
# Writing files so that they can be trusted, and finding out what changed on the node since. See common.sh.
#
# A list has one line per file: KIND CHECKSUM PATH. KIND is file, program (an executable file), link (the checksum is that
# of its target) or none.
# shellcheck disable=SC2034,SC2154

# --- room ------------------------------------------------------------------------------------------------------------

reserve=${COCO_RESERVE_KIB:-102400}

# Sets $free to the KiB that are free where a path of the host lies or will lie, less the reserve for other programs.
free_at() {
  at=$1
  until [ -d "$host$at/" ]; do at=${at%/*}; done
  free=$(stat -f -c '%a %S' "$host$at/") || fail "cannot find out how much room there is in $1"
  free=$((${free% *} * (${free#* } / 512) / 2 - reserve))
}

# Whether a disk that containerd needs is full. A full disk must not be blamed on a tarball.
short_of_room() {
  for at in "$state_dir" "$path" /var/lib/containerd; do
    resolve "$at"
    free_at "$real"
    [ "$free" -ge 0 ] || { short=$real; return 0; }
  done
  return 1
}

# Writes what is in memory to the disks of these paths. Not to all disks: one that hangs would block everything.
flush() {
  for at in "$@"; do sync -f "$at" 2>/dev/null || sync; done
}

# --- records ---------------------------------------------------------------------------------------------------------

# write_record FILE LINES. On a full disk, some programs of busybox end with 0: only what was read back is trusted.
write_record() {
  checksum "$2"
  whole="$2${newline}end $sha256"
  printf '%s\n' "$whole" > "$1.new" || return 1
  [ "$(cat "$1.new")" = "$whole" ] || return 1
  flush "$1.new"
  mv -f "$1.new" "$1"
}

# --- files -----------------------------------------------------------------------------------------------------------

# Sets $kind and $print to what is at a path.
look() {
  kind='none' print=-
  if [ -L "$1" ]; then
    kind='link'
    print=$(readlink "$1" | sha256sum)
  elif [ -f "$1" ]; then
    kind='file'
    [ ! -x "$1" ] || kind='program'
    print=$(sha256sum < "$1") || fail "cannot read $1"
  elif [ -e "$1" ]; then
    kind='other'
  fi
  print=${print%% *}
}

# copy FROM TO KIND CHECKSUM: a file or link with all its attributes. Fails unless the copy is what it has to be.
copy() {
  cp -a "$1" "$2" || return 1
  look "$2"
  [ "$kind $print" = "$3 $4" ]
}

# same_file FROM TO KIND CHECKSUM: as copy, but a hard link where that is possible, which takes no room.
same_file() {
  { [ "$3" != link ] && ln "$1" "$2" 2>/dev/null; } || cp -a "$1" "$2" || return 1
  look "$2"
  [ "$kind $print" = "$3 $4" ]
}

# Sets $entry to "KIND CHECKSUM" of a path in a list, empty if the list does not have it.
entry_of() {
  entry='' sought=$2
  each entry_line "$1" || true
}
entry_line() {
  [ "$3" = "$sought" ] || return 0
  entry="$1 $2"
  return 1
}

# --- what is recorded, and what is there -----------------------------------------------------------------------------

# Sets $files to the lines of $record that describe files.
files_of_record() {
  files=''
  each file_line "$record"
}
file_line() {
  case $1 in file | program | link | none) files=$files${files:+$newline}"$1 $2 $3" ;; esac
}

repair="Install containerd with the packages of the node, then delete"

# Sets $installed to the identity of what is installed, empty if nothing is, with $path and $installed_files;
# $original_files, $original_dirs and $was_active describe what was there before.
load_records() {
  path='' installed='' installed_files='' original_files='' original_dirs='' was_active=''
  if ! read_record "$state/installed"; then
    [ -z "$broken" ] || fail "the record $state_dir/installed is damaged; nothing was changed. $repair $state_dir on it"
    return 0
  fi
  field identity; installed=$value
  field path; path=$value
  files_of_record; installed_files=$files
  read_record "$state/original/list" || lost_backup
  field path
  [ "$value" = "$path" ] || lost_backup
  files_of_record; original_files=$files
  each original_line "$record"
}
original_line() {
  case $1 in
    dir) original_dirs=$original_dirs${original_dirs:+$newline}$2 ;;
    active) was_active=yes ;;
  esac
}

lost_backup() {
  fail "the backup of the original containerd in $state_dir/original is not complete; nothing was changed." \
    "$repair $state_dir on it"
}

# Nothing is changed on a node whose way back is lost.
require_backup() { each backup_line "$original_files" || lost_backup; }
backup_line() {
  [ "$1" != none ] || return 0
  wanted="$1 $2"
  look "$state/original/files/$3"
  [ "$kind $print" = "$wanted" ]
}

# Compares the node with the records. Sets $drift to a line "STATE PATH" for each file that is not as it was installed:
#   original   it is what was there before the installation
#   missing    it is gone, or has lost its right to be executed
#   foreign    it is neither: somebody else put it there, for instance a package upgrade
find_drift() {
  drift=''
  each drift_line "$original_files"
}
drift_line() {
  rel=$3 original="$1 $2"
  look "$host$path/$rel"
  entry_of "$installed_files" "$rel"
  [ -n "$entry" ] || entry=$original
  [ "$kind $print" != "$entry" ] || return 0
  if [ "$kind $print" = "$original" ]; then
    found=original
  elif [ "$kind" = none ] || [ "$print" = "${entry#* }" ]; then
    found=missing
  else
    found=foreign
  fi
  drift=$drift${drift:+$newline}"$found $rel"
}

# Sets $found to the state of a file in $drift, empty if it is as it was installed.
drifted() {
  found='' sought=$1
  each drifted_line "$drift" || true
}
drifted_line() {
  [ "$2" = "$sought" ] || return 0
  found=$1
  return 1
}

# Adds to $after the original files that $tarball_files does not replace. What somebody else put in their place since the
# installation stays.
earlier_line() {
  entry_of "$tarball_files" "$3"
  [ -z "$entry" ] || return 0
  rel=$3 original="$1 $2"
  drifted "$rel"
  if [ "$found" = foreign ]; then
    look "$host$path/$rel"
    original="$kind $print"
  fi
  after=$after${after:+$newline}"$original $rel"
}

tell_drift() { each tell_line "$drift"; }
tell_line() {
  case $1 in
    missing) say "$path/$2 is missing or not executable" ;;
    original) say "$path/$2 is the original again" ;;
    foreign) say "$path/$2 was replaced by another program, such as a package upgrade" ;;
  esac
}
