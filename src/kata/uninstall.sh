#!/bin/sh
# Removes Kata Containers from one node, once, whatever happened there before.
#
# Runs as an init container of the uninstall DaemonSet, in the image of kata-deploy, whose own script does the work.
# That script may be run once only, on a node where the installation came to its end. What stands here makes it repeatable
# and harmless elsewhere.
#
# Parameters, all by environment variable:
#   COCO_NAMESPACE           namespace of the installation
#   COCO_INSTALL_DAEMONSETS  names of the DaemonSets that install Kata, separated by spaces
#   COCO_KATA_DIR            where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_NYDUS_SERVICE       systemd service of the nydus snapshotter
#   COCO_HOST, COCO_CONTAINERD_CONFIG, COCO_KATA_DEPLOY, COCO_POLL_SECONDS, COCO_SETTLE_SECONDS   places and times, for tests
# and all those of kata-deploy itself.
set -eu

: "${NODE_NAME:?}" "${COCO_NAMESPACE:?}" "${COCO_INSTALL_DAEMONSETS:?}" "${COCO_KATA_DIR:?}" "${COCO_NYDUS_SERVICE:?}"
host=${COCO_HOST-/host}
config=${COCO_CONTAINERD_CONFIG:-/etc/containerd}
kata_deploy=${COCO_KATA_DEPLOY:-/opt/kata-artifacts/scripts/kata-deploy.sh}
kata=$host$COCO_KATA_DIR
started=$kata.uninstalling
unit=$host/etc/systemd/system/$COCO_NYDUS_SERVICE.service

say() { echo "kata uninstall: $*"; }

# True while a DaemonSet still installs Kata. An API server that does not answer counts as one.
still_installing() {
  names=$(kubectl get daemonsets --namespace "$COCO_NAMESPACE" --output name) || return 0
  for name in $COCO_INSTALL_DAEMONSETS; do
    case "
$names
" in
      *"
daemonset.apps/$name
"*) return 0 ;;
    esac
  done
  return 1
}

# True where a file still leads to this installation.
mentions() { awk 'index($0, "\"" ENVIRON["COCO_KATA_DIR"] "/") { found = 1 } END { exit !found }' "$1"; }

# clean FILE COPY: writes a configuration of containerd as it is without Kata. Kata stands in it as a file that it imports,
# or, where containerd was older when Kata came, as sections between others: there, only the backup has the original.
clean() {
  cp -p "$1" "$2"
  awk '
    BEGIN { entry = "\"" ENVIRON["COCO_KATA_DIR"] "/containerd/config.d/kata-deploy.toml\"" }
    {
      while ((at = index($0, entry)) > 0) {
        rest = substr($0, at + length(entry))
        sub(/^, */, "", rest)
        $0 = substr($0, 1, at - 1) rest
      }
      print
    }' "$1" > "$2"
  if mentions "$2"; then
    if [ ! -e "$1.bak" ] || mentions "$1.bak"; then return 1; fi
    cp -p "$1.bak" "$2"
    : > "$started/own-backup" # it is Kata's, and goes with it
  fi
}

# True where another installation of Kata stands on this node.
others() {
  for dir in "$host${INSTALLATION_PREFIX:-}/opt/kata" "$host${INSTALLATION_PREFIX:-}/opt/kata"-* "$host/opt/kata" "$host/opt/kata"-*; do
    case $dir in "$kata" | *.uninstalling) continue ;; esac
    [ ! -d "$dir" ] || return 0
  done
  return 1
}

if still_installing; then
  say "waiting until these DaemonSets of namespace $COCO_NAMESPACE are deleted: $COCO_INSTALL_DAEMONSETS"
  while still_installing; do sleep "${COCO_POLL_SECONDS:-5}"; done
fi

if [ ! -e "$kata" ] && [ ! -e "$started" ]; then
  say "nothing is installed in $COCO_KATA_DIR on this node"
  exit 0
fi

# The pods of a DaemonSet outlive it by their grace period, and may be at work for that long.
sleep "${COCO_SETTLE_SECONDS:-35}"

# kata-deploy removes the node's label first, and with it the reason for this pod to be here: the pod may be deleted
# while it works. Its grace period is long, so what is begun can be finished.
trap '' TERM

# kata-deploy puts a backup back, or takes its import out, as the containerd of today would have it, which need not be the
# one that Kata was installed with; it does so once only, and fails where the installation did not come that far. So what
# the configuration shall be in the end is written down first, and kata-deploy gets one that it can do either with.
mkdir -p "$started"
if [ -e "$config/config.toml.tmpl" ] || [ -e "$started/config.toml.tmpl" ]; then
  file=config.toml.tmpl # k3s and RKE2 write config.toml anew from it
elif [ -e "$config/containerd-template.toml" ] || [ -e "$started/containerd-template.toml" ]; then
  file=containerd-template.toml # MicroK8s
else
  file=config.toml
fi
if [ ! -e "$started/$file" ] && [ -e "$config/$file" ]; then
  if ! clean "$config/$file" "$started/$file.new"; then
    rm -f "$started/$file.new"
    say "$file of containerd has sections for $COCO_KATA_DIR and no backup without them: take them out by hand; nothing was changed" >&2
    exit 1
  fi
  [ -e "$config/$file.bak" ] || : > "$started/own-backup"
  mv "$started/$file.new" "$started/$file"
fi
if [ -e "$started/$file" ]; then
  if [ ! -e "$config/$file.bak" ]; then
    cp -p "$started/$file" "$config/$file.bak.new"
    mv "$config/$file.bak.new" "$config/$file.bak"
  fi
  cp -p "$started/$file" "$config/$file.new"
  if ! grep -q '^imports' "$started/$file"; then
    { echo 'imports = []'; cat "$started/$file"; } > "$config/$file.new"
  fi
  mv "$config/$file.new" "$config/$file"
fi

# kata-deploy fails on a nydus service that is not there, and does not find it in a list of several snapshotters.
case ",${EXPERIMENTAL_SETUP_SNAPSHOTTER:-}," in
  *,nydus,*) if [ -e "$unit" ]; then EXPERIMENTAL_SETUP_SNAPSHOTTER=nydus; else EXPERIMENTAL_SETUP_SNAPSHOTTER=; fi ;;
  *) EXPERIMENTAL_SETUP_SNAPSHOTTER= ;;
esac
export EXPERIMENTAL_SETUP_SNAPSHOTTER

say "removing $COCO_KATA_DIR"
"$kata_deploy" cleanup

# kata-deploy counts DaemonSets of kube-system whose names have "kata-deploy" in them; what counts is this node.
if others; then
  kubectl label node "$NODE_NAME" --overwrite katacontainers.io/kata-runtime=true
else
  kubectl label node "$NODE_NAME" katacontainers.io/kata-runtime-
fi

if [ -e "$started/$file" ]; then
  cp -p "$started/$file" "$config/$file.new"
  mv "$config/$file.new" "$config/$file"
fi
if [ -e "$started/own-backup" ]; then rm -f "$config/$file.bak"; fi
rm -rf "$started"
say "done"
