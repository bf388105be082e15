#!/bin/sh
# Downloading the tarball into $work and unpacking it to $tree, without filling the disk. See common.sh.
# shellcheck disable=SC2034,SC2154

max_download=${COCO_MAX_DOWNLOAD_KIB:-524288}
max_unpacked=${COCO_MAX_UNPACKED_KIB:-2097152}
max_files=10000

http_proxy=${http_proxy:-${HTTP_PROXY:-}}
https_proxy=${https_proxy:-${HTTPS_PROXY:-}}
no_proxy=${no_proxy:-${NO_PROXY:-}}
export http_proxy https_proxy no_proxy

# --- download --------------------------------------------------------------------------------------------------------

# Whether no_proxy has the host of the URL: by name, by a domain above it, or by "*". Networks such as 10.0.0.0/8 are not
# supported here.
direct() {
  name=${url#*://}
  name=${name%%[/?#]*} name=${name##*@} name=${name%:*}
  entries=$no_proxy,
  while [ -n "$entries" ]; do
    entry=${entries%%[, ]*} entries=${entries#*[, ]}
    [ "$entry" != '*' ] || return 0
    entry=${entry#.}
    [ -n "$entry" ] || continue
    case $name in "$entry" | *."$entry") return 0 ;; esac
  done
  return 1
}

quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }

# Runs in a process of its own, which a signal ends. The kernel stops the transfer when the file gets too large.
#
# curl reads URL and header from its standard input, because every user of the node may see the arguments of a process. It
# does not pass Authorization to other servers when it is redirected, but it does pass other headers: with those, it does
# not follow redirects. wget cannot do either, so a header needs curl.
#
# wget of busybox sends a fragment to the server, uses http_proxy for https:// as well, and does not know no_proxy: all of
# this is handled here. It asks a proxy
# for https:// by GET, not by CONNECT, which few proxies answer: behind a proxy, use an image with curl. Whether it
# verifies certificates depends on how it was built: the SHA-256 protects the node.
transfer() {
  trap '' XFSZ
  ulimit -f "$((2 * limit))"
  seconds=${COCO_DOWNLOAD_SECONDS:-1800}
  if command -v curl >/dev/null; then
    config="url = \"$(quoted "$url")\""
    case $header in
      '' | [Aa]uthorization:*) config="$config${newline}location" ;;
    esac
    [ -z "$header" ] || config="$config${newline}header = \"$(quoted "$header")\""
    exec timeout "$seconds" curl --config - --fail --globoff --silent --show-error --proto =http,https \
      --connect-timeout 30 --output "$tarball" <<CONFIG
$config
CONFIG
  elif direct; then
    exec timeout "$seconds" wget -q -Y off -O "$tarball" "${url%%#*}"
  else
    case $url in https:*) http_proxy=$https_proxy ;; esac
    exec timeout "$seconds" wget -q -O "$tarball" "${url%%#*}"
  fi
}

# Prints what a program wrote to $work/complaint, without the secret parts of URLs.
complain() {
  words=''
  set -- "$(head -c 1000 "$work/complaint")"
  for word in $1; do
    case $word in *://*) redact "$word"; word=$shown ;; esac
    words="$words $word"
  done
  redact "$url"
  [ -z "$words" ] || say "${words# }" >&2
}

no_room() { fail "there is no room for the tarball: $1. Free some on the disk of $state_dir; nothing was changed"; }

# One attempt to download the tarball.
fetch() {
  rm -f "$tarball"
  free_at "$state_dir"
  [ "$free" -gt 0 ] || no_room "the disk has less than $((reserve / 1024)) MiB left"
  limit=$max_download
  [ "$free" -ge "$limit" ] || limit=$free
  if ! task transfer 2> "$work/complaint"; then
    size=$(stat -c %s "$tarball" 2>/dev/null) || size=0
    free_at "$state_dir"
    rm -f "$tarball"
    if [ "$size" -ge $((limit * 1024)) ]; then
      [ "$limit" = "$max_download" ] || no_room "it is larger than $limit KiB"
      fail "the download of $shown was stopped: it is larger than $((max_download / 1024)) MiB, the limit for tarballs" \
        "(COCO_MAX_DOWNLOAD_KIB); nothing was changed"
    fi
    [ "$free" -gt 0 ] || no_room "the download was not complete"
    complain
    return 1
  fi
  if [ -z "$sum" ]; then
    # All that can be told without a checksum: a download that broke off is not a whole archive.
    task gunzip -t "$tarball" 2>/dev/null && return 0
    say "$shown is not a complete .tar.gz file" >&2
    return 1
  fi
  task sha256sum "$tarball" > "$work/sum" || return 1
  read -r got _ < "$work/sum" || got=''
  [ "$got" != "$sum" ] || return 0
  [ ${#got} -eq 64 ] || no_room "its checksum could not be written"
  say "the SHA-256 of $shown is $got, not $sum" >&2
  return 1
}

download() {
  [ -z "$header" ] || command -v curl >/dev/null || fail "the tarball needs an HTTP header, and the image has no curl:" \
    "take an image that has it; nothing was changed"
  tries=${COCO_DOWNLOAD_RETRIES:-5} try=1
  until fetch; do
    [ "$try" -lt "$tries" ] || fail "the download of $shown failed $tries times; nothing was changed"
    say "attempt $try of $tries to download the tarball failed" >&2
    try=$((try + 1))
    nap "${COCO_RETRY_SECONDS:-10}"
  done
}

# --- unpack ----------------------------------------------------------------------------------------------------------

measure() { echo "$(gunzip -c < "$tarball" 2>/dev/null | head -c "$((max_unpacked * 1024 + 1))" | wc -c) end"; }

list() {
  ulimit -f 8192
  tar -tvzf "$tarball" && echo end
}

refuse() { fail "the tarball from $shown $*; nothing was changed"; }

# Unpacks the tarball. Whatever it holds: the disk is not filled, and nothing gets outside of $tree.
unpack() {
  task measure > "$work/size"
  read -r unpacked whole < "$work/size" || whole=''
  [ "$whole" = end ] || no_room "it cannot be unpacked"
  unpacked=$((unpacked / 1024 + 1))
  [ "$unpacked" -le "$max_unpacked" ] \
    || refuse "is larger than $((max_unpacked / 1024)) MiB when unpacked, the limit (COCO_MAX_UNPACKED_KIB)"
  free_at "$state_dir"
  [ "$free" -ge "$unpacked" ] || no_room "$unpacked KiB are needed to unpack it, $free KiB are left"

  # tar drops ".." and a leading "/", and says so. A tarball that was made to leave its folder is not trusted.
  task list > "$work/listing" 2> "$work/complaint" || { complain; refuse "cannot be read"; }
  if grep -qi 'removing leading' "$work/complaint"; then refuse "has a name that leaves its folder"; fi
  listing=$(cat "$work/listing")
  [ "${listing##*"$newline"}" = end ] || no_room "the list of its files could not be written"
  [ "$(echo "$listing" | wc -l)" -le "$max_files" ] || refuse "has more than $max_files files"
  task tar -xzof "$tarball" -C "$tree" 2> "$work/complaint" || { complain; refuse "cannot be unpacked"; }
  rm -f "$tarball"

  odd=$(cd "$tree" && find . ! -type d ! -type f ! -type l -o -type f -links +1)
  [ -z "$odd" ] || refuse "has other things than files, folders and symbolic links:" "$odd"
  names=$(cd "$tree" && find . ! -type d)
  chmod -R u+rwX,go+rX,go-w,a-s "$tree"
  [ ! -d "$tree/bin" ] || find "$tree/bin" -type f -exec chmod a+x {} +
  tarball_files=''
  each name_line "$names"
  each size_line "$listing" || refuse "was not unpacked completely: $name"
  for name in containerd containerd-shim-runc-v2 ctr; do
    entry_of "$tarball_files" "bin/$name"
    [ "${entry%% *}" = program ] || refuse "has no file bin/$name"
  done
}
size_line() {
  case $1 in -*) ;; *) return 0 ;; esac
  size=$3
  for name in "$@"; do :; done
  [ "$(stat -c %s "$tree/$name" 2>/dev/null)" = "$size" ]
}
name_line() {
  name=${1#./}
  case "$#/$name" in *[!A-Za-z0-9._+@/-]* | */.* | [!1]/*) refuse "has a name that no file of containerd has: $*" ;; esac
  if [ -L "$tree/$name" ]; then
    to=$(readlink "$tree/$name")
    case $to in /*) refuse "has a link that leaves its folder: $name -> $to" ;; esac
    case $(readlink -f "$tree/$name") in
      "$tree"/*) ;;
      *) refuse "has a link that leaves its folder: $name -> $to" ;;
    esac
  fi
  look "$tree/$name"
  if [ "./$name" != "$1" ] || [ "$kind" = none ]; then refuse "has a name that no file of containerd has: $*"; fi
  tarball_files=$tarball_files${tarball_files:+$newline}"$kind $print $name"
}
