# Looks after the tasks of one engine once that engine is gone: their deadlines, and the grace after which they are
# stopped unless somebody has adopted them. Run by Warden.java; until the engine is gone it sleeps in its first read.
#
#   stdin          a pipe whose other end the engine holds; nothing is ever written into it
#   descriptor 3   the lock that says: this token has a warden
#   descriptor 4   the classes of the engine, where they are in a jar: a jar that is replaced or removed stays readable
#   LUNGO_FOLDER   the folder of the task folders       LUNGO_TOKEN    whose tasks
#   LUNGO_GRACE    milliseconds                         LUNGO_JAVA     the JVM that does the stopping
#   LUNGO_CLASSES  its class path                       LUNGO_TICK     seconds between two looks
#   LUNGO_ALLOWANCE  bytes of a task's output; see free-middle.sh, which stands before this
#
# The stop itself is done by a JVM that lives for that stop alone: it is the engine's own code, with the task's lock, its
# identities and its scans. Where no JVM can be had, whoever carries the task's cookie is signalled from here.
set +aeux
PATH=/usr/bin:/bin
trap '' HUP INT QUIT TERM PIPE

# The value of a key in a file of lines "key value"; the last line counts, and only if it is whole.
value() {
  value=
  while read -r key rest; do
    [ "$key" = "$2" ] && value=$rest
  done <"$LUNGO_FOLDER/$1"
}

# Milliseconds since the start of the machine.
now() {
  read -r now rest </proc/uptime
  now=$((${now%.*} * 1000 + 1${now#*.} * 10 - 1000))
}

# Whether the process PID runs that was started at START; a name may hold line breaks and brackets.
alive() {
  [ -n "$2" ] && [ -r "/proc/$1/stat" ] || return 1
  stat=
  while read -r line; do stat="$stat $line"; done <"/proc/$1/stat"
  set -- "$2" ${stat##*) }
  [ "${21}" = "$1" ] && [ "$2" != Z ] && [ "$2" != X ]
}

# Whether a task runs, or is about to: a waiter that was only just made has yet to say who it is.
running() {
  [ ! -e "$LUNGO_FOLDER/$1/lost" ] || return 1
  value "$1/record" exit
  [ -z "$value" ] || return 1
  value "$1/record" waiter
  if [ -z "$value" ]; then
    eval "began=\$began_$1"
    [ $((now - began)) -lt 10000 ]
    return
  fi
  # shellcheck disable=SC2086
  alive $value && return 0
  value "$1/record" main
  # shellcheck disable=SC2086
  alive $value
}

# Whether the task is still this token's: others adopt what they find.
owned() {
  value "$1/owner" token
  [ "$value" = "$LUNGO_TOKEN" ]
}

of_session() {
  value "$1/owner" lifetime
  [ "$value" = session ]
}

# Whether anybody of a task that is over is there: in its control group, or with its cookie.
haunted() {
  value "$1/task" cgroup
  if [ -n "$value" ] && [ -e "$value/cgroup.events" ]; then
    while read -r key rest; do
      [ "$key $rest" != 'populated 1' ] || return 0
    done <"$value/cgroup.events"
  fi
  value "$1/task" cookie
  # Twice: a process has no environment in the moment in which it becomes another program.
  [ -n "$value" ] && { grep -lszqF -e "$value" /proc/[0-9]*/environ || grep -lszqF -e "$value" /proc/[0-9]*/environ; }
}

# Reads what is this token's: "mine" runs, "over" has ended and left somebody behind. The rest needs no looking after.
collect() {
  mine=
  over=
  now
  alive_cookies=$(grep -hszao 'LUNGO_TASK=.*' /proc/[0-9]*/environ | tr '\0' '\n')
  for folder in "$LUNGO_FOLDER"/[a-z]*/; do
    id=${folder%/}
    id=${id##*/}
    case $id in *[!a-z0-9]*) continue ;; esac
    owned "$id" || continue
    value "$id/task" uptime
    begin=$value
    value "$id/task" deadline
    case $begin$value in '' | *[!0-9]*) continue ;; esac
    eval "began_$id=$begin due_$id=$((begin + value)) again_$id=10000"
    if running "$id"; then
      mine="$mine $id"
      continue
    fi
    value "$id/task" cookie
    case $alive_cookies in
      *"$value"*) over="$over $id" ;;
      *)
        value "$id/task" cgroup
        [ -z "$value" ] || [ ! -e "$value" ] || over="$over $id"
        ;;
    esac
  done
}

# One look: sets "late" and "orphans" (running, by what is due), and "left" (over, and haunted, and a session's).
look() {
  now
  still=
  late=
  orphans=
  any=
  for id in $mine; do
    owned "$id" || continue
    if ! running "$id"; then
      over="$over $id"
      continue
    fi
    any=yes
    still="$still $id"
    ! of_session "$id" || orphans="$orphans $id"
    eval "due=\$due_$id"
    [ "$now" -lt "$due" ] || late="$late $id"
  done
  mine=$still
  still=
  left=
  for id in $over; do
    owned "$id" && haunted "$id" || { clean "$id"; continue; }
    still="$still $id"
    ! of_session "$id" || left="$left $id"
  done
  over=$still
}

# Who stops a task removes its group; of one that ended by itself nobody has done so yet.
clean() {
  value "$1/task" cgroup
  case $value in */lungo-*) [ ! -e "$value" ] || rmdir "$value" ;; esac
}

# Without a JVM: TERM, then KILL, to all who carry the cookie, but not to the waiter, who has an end to write down.
strike() {
  reason=$1
  shift
  strikers=
  for id; do
    (
      exec 3<&- 4<&-
      flock -w 30 9 && owned "$id" && carriers "$id" "$reason"
    ) 9<"$LUNGO_FOLDER/$id" &
    strikers="$strikers $!"
  done
  # shellcheck disable=SC2086
  wait $strikers
}

carriers() {
  value "$1/stop" by
  if [ -z "$value" ]; then
    printf 'by %s\nat 0\n' "$2" 1<>"$LUNGO_FOLDER/$1/stop"
    sync -d "$LUNGO_FOLDER/$1/stop"
  fi
  value "$1/record" waiter
  waiter=${value%% *}
  value "$1/task" cookie
  [ -n "$value" ] || return
  for signal in TERM KILL KILL KILL; do
    for environ in $(grep -lszF -e "$value" /proc/[0-9]*/environ); do
      environ=${environ#/proc/}
      pid=${environ%/environ}
      [ "$pid" = "$waiter" ] || kill -s "$signal" "$pid"
    done
    sleep 2
  done
}

stop() {
  "$LUNGO_JAVA" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -Xshare:auto -XX:-UsePerfData \
    --enable-native-access=ALL-UNNAMED -cp "$LUNGO_CLASSES" dev.lungo.tasks.Expiry "$@" 3<&- || strike "$@"
}

# What is past its deadline; what would not end is asked again, ever more seldom.
expire() {
  # shellcheck disable=SC2068
  stop DEADLINE $@
  now
  for id; do
    eval "pause=\$again_$id"
    eval "due_$id=$((now + pause)) again_$id=$((pause * 2))"
  done
}

read -r line
exec </dev/null
collect
grace_ends=$((now + LUNGO_GRACE))
echo "$now" >"$LUNGO_FOLDER/.owners/$LUNGO_TOKEN/orphaned"
patience=10000
freeing=
while :; do
  look
  # shellcheck disable=SC2086
  [ -z "$late" ] || expire $late
  if [ "$now" -ge "$grace_ends" ]; then
    # shellcheck disable=SC2086
    [ -z "$orphans$left" ] || stop ORPHANED $orphans $left
    [ -n "$any" ] || break
    now
    grace_ends=$((now + patience))
    patience=$((patience * 2))
  else
    [ -n "$any$left" ] || break
  fi
  if [ -z "$freeing" ]; then
    # Not as redirections of the function: the shell would keep copies, and with them the lock.
    (exec 3<&- 4<&-; free_middles) &
    freeing=$!
  fi
  sleep "$LUNGO_TICK" 3<&- 4<&-
done
for id in $over; do clean "$id"; done
[ -z "$freeing" ] || kill -s KILL "$freeing"
rm -rf "$LUNGO_FOLDER/.owners/${LUNGO_TOKEN:?}"
