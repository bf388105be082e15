#!/bin/sh
# Commands that SIGTERM ends. Stands before the scripts that use it, as one script.
#
# As process 1 of a container, a shell ignores SIGTERM unless it traps it. A trap runs only between commands or during `wait`,
# so everything that may take long goes through `task`.
child='' earlier=''

end() {
  end_task
  exit 143
}
trap end TERM INT

# Runs a command that SIGTERM interrupts.
task() {
  earlier=${!:-}
  child=starting
  "$@" &
  child=$!
  status=0
  wait "$child" || status=$?
  child=''
  return "$status"
}

# Ends the command of `task`, also where the signal comes before the number of its process is known. Right after its start, a
# process still has the traps of this one, and would take any other signal for nothing.
end_task() {
  [ "$child" != starting ] || child=${!:-}
  [ -z "$child" ] || [ "$child" = "$earlier" ] || kill -KILL "$child" 2>/dev/null || true
}
