#!/bin/sh
# Gives this node the label by which OVN-Kubernetes knows a DPU host, through a drop-in of the kubelet's unit. Labels that
# nodeip-configuration wrote into a drop-in of its own stay: the variable has room for one list only.
#
#   COCO_HOST   what stands before every path (default: nothing)
set -eu

LABEL=k8s.ovn.org/dpu-host=
units=${COCO_HOST:-}/etc/systemd/system/kubelet.service.d
theirs=$units/20-nodenet.conf
ours=$units/30-dpf-labels.conf

labels=
if [ -f "$theirs" ]; then
  labels=$(sed -n 's/.*CUSTOM_KUBELET_LABELS=\([^"]*\).*/\1/p' "$theirs" | tail -n 1)
fi

# Each key once: the place of the first, the value of the last.
merged=$(printf '%s,%s\n' "$labels" "$LABEL" | awk -F , '{
  for (i = 1; i <= NF; i++) {
    label = $i
    gsub(/^[ \t]+|[ \t]+$/, "", label)
    if (label == "") continue
    key = label
    sub(/=.*/, "", key)
    if (!(key in value)) order[++count] = key
    value[key] = label
  }
  for (i = 1; i <= count; i++) printf "%s%s", (i > 1 ? "," : ""), value[order[i]]
}')

mkdir -p "$units"
printf '[Service]\nEnvironment="CUSTOM_KUBELET_LABELS=%s"\n' "$merged" > "$ours.new"
mv "$ours.new" "$ours"
echo "The kubelet will have the labels $merged" >&2
systemctl daemon-reload
