#!/bin/sh
# Finds files of a node from inside a container that has the root of the node at $host. Not run alone: this text stands before that
# of a script.
# shellcheck disable=SC2034,SC2154

# Sets $real to where a path of the node leads, as the node sees it: inside the container, an absolute link leads into the container.
# The last part of the path need not exist.
resolve() {
  rest=${1#/} real='' links=0
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest='' ;; esac
    case $part in
      '' | .) continue ;;
      ..) real=${real%/*}; continue ;;
    esac
    if [ ! -L "$host$real/$part" ]; then
      real=$real/$part
      continue
    fi
    links=$((links + 1))
    if [ "$links" -gt 40 ]; then
      echo "$1 on this node is a loop of links" >&2
      exit 1
    fi
    to=$(readlink "$host$real/$part")
    case $to in /*) real='' ;; esac
    rest=${to#/}${rest:+/$rest}
  done
}
