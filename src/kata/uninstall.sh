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
#   COCO_UNINSTALL_DAEMONSET  name of the DaemonSet that this pod belongs to
#   COCO_HOST, COCO_CONTAINERD_CONFIG, COCO_KATA_DEPLOY, COCO_POLL_SECONDS, COCO_SETTLE_SECONDS   places and times, for tests
# and all those of kata-deploy itself.
set -eu

: "${NODE_NAME:?}" "${COCO_NAMESPACE:?}" "${COCO_INSTALL_DAEMONSETS:?}" "${COCO_UNINSTALL_DAEMONSET:?}" "${COCO_KATA_DIR:?}" "${COCO_NYDUS_SERVICE:?}"
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

# kata-deploy removes the node's label first, and with it the reason for this pod to be here: the pod may be deleted
# while it works. Its grace period is long, so what is begun can be finished.
trap '' TERM

# kata-deploy can clean up only once: it takes the configuration away and puts its backup in its place,
# which a first run has used up, and which was never made where the installation did not come that far. A configuration
# without a backup is the original: it becomes its own. The mark remembers which backups are ours.
mkdir -p "$(dirname "$started")"
: >> "$started"
for file in config.toml config.toml.tmpl containerd-template.toml; do
  if [ -e "$config/$file" ] && [ ! -e "$config/$file.bak" ]; then
    echo "$file" >> "$started"
    cp -p "$config/$file" "$config/$file.bak.new"
    mv "$config/$file.bak.new" "$config/$file.bak"
  fi
done

# kata-deploy fails on a nydus service that is not there, and does not find it in a list of several snapshotters.
case ",${EXPERIMENTAL_SETUP_SNAPSHOTTER:-}," in
  *,nydus,*) if [ -e "$unit" ]; then EXPERIMENTAL_SETUP_SNAPSHOTTER=nydus; else EXPERIMENTAL_SETUP_SNAPSHOTTER=; fi ;;
  *) EXPERIMENTAL_SETUP_SNAPSHOTTER= ;;
esac
export EXPERIMENTAL_SETUP_SNAPSHOTTER

say "removing $COCO_KATA_DIR"
"$kata_deploy" cleanup

# kata-deploy keeps the label where another installation may stand, and takes this DaemonSet for one.
names=$(kubectl get daemonsets --namespace kube-system --output name)
others=$(echo "$names" | grep kata-deploy | grep -vxF "daemonset.apps/$COCO_UNINSTALL_DAEMONSET" || true)
[ -n "$others" ] || kubectl label node "$NODE_NAME" katacontainers.io/kata-runtime-

# Where containerd reads drop-in files, kata-deploy leaves our backups behind.
while read -r file; do rm -f "$config/$file.bak"; done < "$started"
rm -f "$started"
say "done"
