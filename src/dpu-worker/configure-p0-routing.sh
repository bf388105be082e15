#!/bin/sh
# Keeps routing table 100, by which OVN-Kubernetes' traffic leaves through the bridge that has the node's primary address.
# Never ends: what NetworkManager or NMState takes away comes back with the next round.
#
#   COCO_HOST             what stands before every path (default: nothing)
#   COCO_POLL_SECONDS     how often it looks until the table is complete (default: 2)
#   COCO_REPAIR_SECONDS   how often it looks afterwards (default: 60)
set -eu

address_file=${COCO_HOST:-}/run/nodeip-configuration/primary-ip
poll=${COCO_POLL_SECONDS:-2}
repair=${COCO_REPAIR_SECONDS:-60}
TABLE=100

log() {
  if [ "$*" != "${said:-}" ]; then
    echo "$*"
    said=$*
  fi
}

wait_for_address() {
  log "Waiting for $address_file"
  until [ -s "$address_file" ]; do sleep "$poll"; done
  address=$(tr -d '[:space:]' < "$address_file")
  case $address in
    *:*) family=-6 bits=128 link_local='^fe80:' ;;
    *) family=-4 bits=32 link_local='^169[.]254[.]' ;;
  esac
  log "The primary address is $address"
}

# Sets $bridge. The address moves there from the physical interface when the bridge is made.
wait_for_bridge() {
  log "Waiting for a bridge with $address"
  while :; do
    bridge=$(ip -d -j addr show | jq -r --arg address "$address" '
      first(.[] | select(.linkinfo.info_kind? == "bridge" and any(.addr_info[]?; .local == $address)) | .ifname) // empty') || bridge=
    [ -z "$bridge" ] || break
    sleep "$poll"
  done
  log "The bridge is $bridge"
}

# The interfaces of OVN-Kubernetes: those with a link-local address, and one that others can reach.
ovn_interfaces() {
  ip -j addr show | jq -r --arg bridge "$bridge" --arg pattern "$link_local" --arg family "${family#-}" '
    .[] | select(.ifname != $bridge and any(.addr_info[]?; .local | test($pattern)))
    | select(any(.addr_info[]?; (if $family == "6" then .family == "inet6" else .family == "inet" end) and (.local | test($pattern) | not)))
    | .ifname' | sort -u
}

# The first network on an interface that is neither link-local nor behind a gateway.
network_of() {
  ip "$family" -j route show dev "$1" | jq -r --arg pattern "$link_local" '
    first(.[] | select(.dst != "default" and .gateway == null and (.dst | test($pattern) | not)) | .dst) // empty'
}

has_rule() {
  ip "$family" -j rule list | jq -e --arg address "$address" --arg table "$TABLE" '
    any(.[]; .src == $address and (.table | tostring) == $table)' > /dev/null
}

# Routes traffic of the network of interface $1; fails while something is missing.
route_through_bridge() {
  kernel=$(ip "$family" -j route show dev "$bridge" | jq -r '
    first(.[] | select(.protocol == "kernel") | "\(.dst) \(.metric // 425)") // empty') || return 1
  gateway=$(ip "$family" -j route show default | jq -r --arg dev "$bridge" '
    first(.[] | select(.dev == $dev) | .gateway // empty) // empty') || return 1
  network=$(network_of "$1") || return 1
  if [ -z "$kernel" ] || [ -z "$gateway" ] || [ -z "$network" ]; then
    log "Waiting for the network and the gateway of $bridge, and the network of $1"
    return 1
  fi
  if ! has_rule; then
    echo "Adding the rule for $address"
    ip "$family" rule add from "$address/$bits" lookup "$TABLE" || return 1
  fi
  ip "$family" route replace "$network" via "$gateway" dev "$bridge" table "$TABLE" || return 1
  ip "$family" route replace "${kernel% *}" dev "$bridge" proto kernel scope link src "$address" metric "${kernel#* }" table "$TABLE" || return 1
  log "Traffic of $network goes through $bridge and $gateway"
}

reconcile() {
  for interface in $(ovn_interfaces); do
    if route_through_bridge "$interface"; then return 0; fi
  done
  return 1
}

wait_for_address
wait_for_bridge
while :; do
  if reconcile; then sleep "$repair"; else sleep "$poll"; fi
done
