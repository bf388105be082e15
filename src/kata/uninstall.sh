#!/bin/sh
# Removes Kata Containers from one node, once, whatever happened there before.
#
# Runs as an init container of the uninstall DaemonSet, in the image of kata-deploy, whose own script does the work.
# That script may be run once only: a second run would delete containerd's configuration, because the first one has
# moved the backup back already. What stands here makes it repeatable.
#
# Parameters, all by environment variable:
#   COCO_NAMESPACE           namespace of the installation
#   COCO_INSTALL_DAEMONSETS  names of the DaemonSets that install Kata, separated by spaces
#   COCO_KATA_DIR            where Kata stands on the node: /opt/kata, with prefix and suffix
#   COCO_NYDUS_SERVICE       systemd service of the nydus snapshotter
#   HOST, CONTAINERD_CONFIG, KATA_DEPLOY, COCO_POLL_SECONDS, COCO_SETTLE_SECONDS   places and times, for tests
# and all those of kata-deploy itself.
set -eu

: "${COCO_NAMESPACE:?}" "${COCO_INSTALL_DAEMONSETS:?}" "${COCO_KATA_DIR:?}" "${COCO_NYDUS_SERVICE:?}"
host=${HOST-/host}
config=${CONTAINERD_CONFIG:-/etc/containerd}
kata_deploy=${KATA_DEPLOY:-/opt/kata-artifacts/scripts/kata-deploy.sh}
kata=$host$COCO_KATA_DIR
started=$kata.uninstalling
unit=$host/etc/systemd/system/$COCO_NYDUS_SERVICE.service

# kata-deploy removes the node's label first, and with it the reason for this pod to be here: the pod may be deleted
# while it works. Its grace period is long, so what is begun can be finished.
trap '' TERM

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

if still_installing; then
  say "waiting until these DaemonSets of namespace $COCO_NAMESPACE are deleted: $COCO_INSTALL_DAEMONSETS"
  while still_installing; do sleep "${COCO_POLL_SECONDS:-5}"; done
  # Their pods may still be at work for as long as their grace period.
  sleep "${COCO_SETTLE_SECONDS:-35}"
fi

if [ ! -e "$kata" ] && [ ! -e "$started" ]; then
  say "nothing is installed in $COCO_KATA_DIR on this node"
  exit 0
fi

# After an interrupted run, the configuration that kata-deploy finds is the original one: it becomes its own backup.
rescued=
if [ -e "$started" ]; then
  say "an earlier run was interrupted: going on"
  for file in config.toml config.toml.tmpl containerd-template.toml; do
    if [ -e "$config/$file" ] && [ ! -e "$config/$file.bak" ]; then
      cp -p "$config/$file" "$config/$file.bak.new"
      mv "$config/$file.bak.new" "$config/$file.bak"
      rescued="$rescued $file"
    fi
  done
fi
mkdir -p "$(dirname "$started")"
: > "$started"

# kata-deploy fails on a nydus service that is not there, and does not find it in a list of several snapshotters.
case ",${EXPERIMENTAL_SETUP_SNAPSHOTTER:-}," in
  *,nydus,*) if [ -e "$unit" ]; then EXPERIMENTAL_SETUP_SNAPSHOTTER=nydus; else EXPERIMENTAL_SETUP_SNAPSHOTTER=; fi ;;
  *) EXPERIMENTAL_SETUP_SNAPSHOTTER= ;;
esac
export EXPERIMENTAL_SETUP_SNAPSHOTTER

say "removing $COCO_KATA_DIR"
"$kata_deploy" cleanup

# Where containerd reads drop-in files, kata-deploy needs no backup and leaves ours behind.
for file in $rescued; do rm -f "$config/$file.bak"; done
rm -f "$started"
say "done"
