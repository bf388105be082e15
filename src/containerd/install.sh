#!/bin/sh
# Puts a containerd of your choice on one node, and stays up as long as the node has it. Runs in the DaemonSet of the
# installer: privileged, with hostPID, and with the root of the host, writable, at /host.
#
# Parameters, all by environment variable:
#   COCO_URL, COCO_SHA256              the tarball, for nodes whose architecture has none of its own
#   COCO_URL_AMD64, COCO_SHA256_AMD64  and _ARM64, _S390X, _PPC64LE: the tarball for nodes of one architecture
#   COCO_UNSAFE_NO_CHECKSUM            "true": a tarball may be without SHA-256
#   COCO_INSTALL_PATH                  where bin/ lies; empty: the folder above the one that has containerd
#   COCO_RETRY_FAILED                  "true": tries a tarball again that containerd did not start with
#   COCO_DOWNLOAD_RETRIES, COCO_RETRY_SECONDS, COCO_DOWNLOAD_SECONDS    attempts, the time between two, and for one
#   COCO_ACTIVE_SECONDS, COCO_POLL_SECONDS     how long a service may take to be active, and the time between two looks
#   COCO_READY_FILE                    exists when this node is done: for the readiness probe
#   http_proxy, https_proxy, no_proxy  or in upper case
#   HOST, COCO_STATE_DIR, COCO_MACHINE, COCO_EXIT_WHEN_DONE             places and such, for tests
#
# All files of the tarball are installed, each at its place below the install path; as a rule these are bin/* only.
# shellcheck disable=SC2034,SC2154

role=install
rm -f "$ready"
lock
recover
choose_tarball

# --- what is there ---------------------------------------------------------------------------------------------------

# Without symbolic links: an absolute one would lead from /host into this container.
resolve() {
  path=$1 below=''
  case $path in
    *[!A-Za-z0-9._+/@-]* | *..* | [!/]*) fail "not a path to install to: $path" ;;
  esac
  path=${path%/}/bin
  until real=$(on_host readlink -f "$path") && [ -n "$real" ]; do
    below=/${path##*/}$below
    path=${path%/*}
    [ -n "$path" ] || { real=''; break; }
  done
  real=$real$below
  case $real in
    */bin) path=${real%/bin} ;;
    *) fail "$1/bin on this node is a link to $real, which is not called bin: give the install path" ;;
  esac
}

line_of "$state/installed"; installed=$line
line_of "$state/original/path"; recorded=$line
if [ -n "${COCO_INSTALL_PATH:-}" ]; then
  resolve "$COCO_INSTALL_PATH"
elif [ -n "$installed" ]; then
  path=$recorded
else
  found=$(on_host sh -c 'command -v containerd') || found=''
  case $found in
    /*/containerd) found=$(on_host readlink -f "${found%/*}") ;;
    *) found=/usr/local/bin ;;
  esac
  case $found in
    */bin) resolve "${found%bin}" ;;
    *) fail "containerd of this node is in $found, which is not called bin: give the install path" ;;
  esac
fi

if [ -n "$installed" ]; then
  [ "$path" = "$recorded" ] || fail "installed in ${recorded:-/}, but now wanted in ${path:-/}: uninstall first"
  if [ "$installed" = "$identity" ]; then
    rm -f "$state/failed"
    say "$identity is installed in ${path:-/}: nothing to do"
    stay
  fi
  require_backup
fi

line_of "$state/failed"
if [ "$line" = "$identity" ] && [ "${COCO_RETRY_FAILED:-}" != true ]; then
  fail "containerd did not start with $identity on this node, and ${installed:-the original} was put back." \
    "Give another tarball, or set COCO_RETRY_FAILED=true to try this one again"
fi
rm -f "$state/failed"

# --- download --------------------------------------------------------------------------------------------------------

work=$state/work
tarball=$work/containerd.tar.gz
tree=$work/tree

http_proxy=${http_proxy:-${HTTP_PROXY:-}}
https_proxy=${https_proxy:-${HTTPS_PROXY:-}}
no_proxy=${no_proxy:-${NO_PROXY:-}}
export http_proxy https_proxy no_proxy

# Whether no_proxy has the host of the URL: by name, by a domain above it, or by "*". Networks (10.0.0.0/8) it is not
# asked for here.
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

# wget of busybox knows http_proxy only, for https:// as well, and knows no no_proxy: both are given here by hand. It
# asks a proxy for https:// by GET, never by CONNECT, which few proxies answer: behind such a one, take an image with
# curl. Whether it verifies certificates depends on how it was built (with an ssl_client, or with its own code, which
# does not): what protects the node is the SHA-256. Its option -T is not in every build, hence timeout.
transfer() {
  limit=${COCO_DOWNLOAD_SECONDS:-1800}
  if command -v curl >/dev/null; then
    timeout "$limit" curl --fail --location --globoff --silent --show-error --proto =http,https --connect-timeout 30 \
      --output "$tarball" --url "$url"
  elif direct; then
    timeout "$limit" wget -q -Y off -O "$tarball" "$url"
  else
    case $url in https:*) proxy=$https_proxy ;; *) proxy=$http_proxy ;; esac
    http_proxy=$proxy timeout "$limit" wget -q -O "$tarball" "$url"
  fi
}

fetch() {
  rm -f "$tarball"
  transfer || return 1
  if [ -z "$sum" ]; then
    # All that can be told: a download that broke off is no whole archive.
    gunzip -t < "$tarball" && return 0
    say "what came is not a whole .tar.gz" >&2
    return 1
  fi
  got=$(sha256sum "$tarball")
  [ "${got%% *}" != "$sum" ] || return 0
  say "the SHA-256 of what came is ${got%% *}, not $sum" >&2
  return 1
}

say "installing ${url%%\?*} in ${path:-/}" # what follows a "?" may be a token
[ -n "$sum" ] || say "WARNING: no SHA-256 was given: whoever can change the download has this node" >&2
mkdir -p "$tree"
tries=${COCO_DOWNLOAD_RETRIES:-5} try=1
until fetch; do
  [ "$try" -lt "$tries" ] || fail "$tries attempts to download the tarball failed; nothing was changed"
  say "attempt $try of $tries to download the tarball failed" >&2
  try=$((try + 1))
  sleep "${COCO_RETRY_SECONDS:-10}"
done

# --- unpack ----------------------------------------------------------------------------------------------------------

# tar cuts ".." and "/" off, and says so. It is not to be trusted with what was made to leave the folder.
complaint=$(tar -tzf "$tarball" 2>&1 >/dev/null) || fail "the tarball cannot be read: $complaint"
case $complaint in *[Rr]emoving\ leading*) fail "the tarball has a name that leaves its folder: $complaint" ;; esac
complaint=$(tar -xzof "$tarball" -C "$tree" 2>&1) || fail "the tarball cannot be unpacked: $complaint"
rm -f "$tarball"

odd=$(cd "$tree" && find . ! -type d ! -type f ! -type l -o -type f -links +1)
[ -z "$odd" ] || fail "the tarball has other things than files, folders and symbolic links:" "$odd"
(cd "$tree" && find . ! -type d) > "$work/names"
while read -r name; do
  name=${name#./}
  case /$name in
    *[!A-Za-z0-9._+@/-]* | */.*) fail "the tarball has a name that no file of containerd has: $name" ;;
  esac
  if [ -L "$tree/$name" ]; then
    to=$(readlink "$tree/$name")
    case $to in /*) fail "the tarball has a link that leaves its folder: $name -> $to" ;; esac
    case $(readlink -f "$tree/$name") in
      "$tree"/*) ;;
      *) fail "the tarball has a link that leaves its folder: $name -> $to" ;;
    esac
  fi
done < "$work/names"
for name in containerd containerd-shim-runc-v2 ctr; do
  if [ ! -f "$tree/bin/$name" ] || [ -L "$tree/bin/$name" ]; then fail "the tarball has no file bin/$name"; fi
done
chmod -R u+rwX,go+rX,go-w,a-s "$tree"
find "$tree/bin" -type f -exec chmod a+x {} +

# --- prepare ---------------------------------------------------------------------------------------------------------

# What an earlier tarball brought and this one lacks becomes what it was originally.
next=$journal.new
original=$state/original
mkdir -p "$next/original" "$original/files"
mv "$tree" "$next/new"
[ -n "$installed" ] || true > "$original/list"
[ -n "$installed" ] || true > "$original/dirs"
known=' '
{
  while read -r name; do echo "file ${name#./}"; done < "$work/names"
  while read -r kind rel; do
    known="$known$rel "
    if [ -e "$next/new/$rel" ] || [ -L "$next/new/$rel" ]; then continue; fi
    echo "$kind $rel"
    [ "$kind" = file ] || continue
    locate "$rel"
    mkdir -p "$next/new$dir"
    cp -a "$original/files/$rel" "$next/new$dir/"
  done < "$original/list"
} > "$next/after"

while read -r _ rel; do
  locate "$rel"
  [ ! -d "$host$path/$rel" ] || fail "$path/$rel is a folder on this node, and a file in the tarball"
  while [ -n "$dir" ]; do
    [ ! -L "$host$path$dir" ] || fail "$path$dir is a link on this node: give another install path"
    dir=${dir%/*}
  done
done < "$next/after"
begin

# What is replaced for the first time is an original.
{
  while read -r kind rel; do
    case $known in *" $rel "*) continue ;; esac
    echo "$kind $rel"
    [ "$kind" = file ] || continue
    locate "$rel"
    [ -d "$original/files$dir" ] || mkdir -p "$original/files$dir"
    cp -a "$next/old/$rel" "$original/files$dir/"
  done < "$next/before"
  while read -r kind rel; do echo "$kind $rel"; done < "$original/list"
} > "$next/original/list"
echo "$path" > "$next/original/path"
echo "$identity" > "$next/identity"
if [ -z "$installed" ] && [ -e "$next/containerd" ]; then true > "$original/active"; fi

# The folders that the node does not have: deepest first, as they are to be removed.
dirs_of "$next/after"
{
  for target in $dirs; do
    while [ ! -d "$target" ]; do
      echo "${target#"$host"}"
      target=${target%/*}
    done
  done
  while read -r made; do echo "$made"; done < "$original/dirs"
} | sort -ru > "$next/dirs"
cp "$next/dirs" "$next/original/dirs"

# --- change ----------------------------------------------------------------------------------------------------------

give_up() {
  # Said before anything else: an interruption must not make the next run try the same again.
  echo "$identity" > "$state/failed"
  say "$1; putting back what was there before" >&2
  undo
  fail "$url was not installed; this node runs ${installed:-the original} again"
}

start_change
if ! stage "$journal/new" "$journal/after"; then
  undo
  fail "there is no room in ${path:-/}, or it cannot be written to; nothing was changed"
fi
on_host "$path/bin/$new/containerd" --version || give_up "the containerd of the tarball does not run on this node"
if ! swap "$journal/after"; then
  undo
  fail "the files in ${path:-/} could not be replaced; what was there before is back"
fi
activate || give_up "the services do not run with the containerd of the tarball"
commit
rm -rf "$work"
stay
