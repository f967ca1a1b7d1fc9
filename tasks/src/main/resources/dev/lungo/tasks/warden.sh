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

running() {
  [ ! -e "$LUNGO_FOLDER/$1/lost" ] || return 1
  value "$1/record" exit
  [ -z "$value" ] || return 1
  value "$1/record" waiter
  # shellcheck disable=SC2086
  alive $value && return 0
  value "$1/record" main
  # shellcheck disable=SC2086
  alive $value
}

# Reads what is this token's, and when it has to end.
collect() {
  mine=
  for folder in "$LUNGO_FOLDER"/[a-z]*/; do
    id=${folder%/}
    id=${id##*/}
    case $id in *[!a-z0-9]*) continue ;; esac
    value "$id/owner" token
    [ "$value" = "$LUNGO_TOKEN" ] || continue
    value "$id/task" uptime
    begin=$value
    value "$id/task" deadline
    case $begin$value in '' | *[!0-9]*) continue ;; esac
    mine="$mine $id"
    eval "due_$id=$((begin + value))"
  done
}

# Whether anybody is there who carries the cookie of a session's task or is in its group.
left() {
  cookies=
  for id in $session; do
    value "$id/task" cgroup
    if [ -n "$value" ] && [ -e "$value/cgroup.events" ]; then
      while read -r key rest; do
        [ "$key $rest" != 'populated 1' ] || return 0
      done <"$value/cgroup.events"
    fi
    value "$id/task" cookie
    [ -z "$value" ] || cookies="$cookies$value
"
  done
  [ -n "$cookies" ] && printf %s "$cookies" | grep -lszqF -f - /proc/[0-9]*/environ
}

# Without a JVM: TERM, then KILL, to all who carry the cookie, but not to the waiter, who has an end to write down.
strike() {
  reason=$1
  shift
  for signal in TERM KILL KILL KILL; do
    for id; do
      value "$id/stop" by
      [ -n "$value" ] || printf 'by %s\nat 0\n' "$reason" 1<>"$LUNGO_FOLDER/$id/stop"
      value "$id/record" waiter
      waiter=${value%% *}
      value "$id/task" cookie
      [ -n "$value" ] || continue
      for environ in $(grep -lszF -e "$value" /proc/[0-9]*/environ); do
        environ=${environ#/proc/}
        pid=${environ%/environ}
        [ "$pid" = "$waiter" ] || kill -s "$signal" "$pid"
      done
    done
    sleep 2
  done
}

stop() {
  "$LUNGO_JAVA" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -Xshare:auto -XX:-UsePerfData --enable-native-access=ALL-UNNAMED \
    -cp "$LUNGO_CLASSES" dev.lungo.tasks.Expiry "$@" 3<&- || strike "$@"
}

read -r line
exec </dev/null
now
end=$((now + LUNGO_GRACE))
echo "$now" >"$LUNGO_FOLDER/.owners/$LUNGO_TOKEN/orphaned"
collect
patience=10000
freeing=
while :; do
  now
  any=
  late=
  session=
  orphans=
  for id in $mine; do
    value "$id/owner" token
    [ "$value" = "$LUNGO_TOKEN" ] || continue
    value "$id/owner" lifetime
    [ "$value" != session ] || session="$session $id"
    if running "$id"; then
      any=yes
      [ "$value" != session ] || orphans=yes
      eval "due=\$due_$id"
      [ "$now" -lt "$due" ] || late="$late $id"
    fi
  done
  if [ -n "$late" ]; then
    # shellcheck disable=SC2086
    stop DEADLINE $late
    now
    for id in $late; do eval "due_$id=$((now + 10000))"; done
  fi
  if [ "$now" -ge "$end" ]; then
    # shellcheck disable=SC2086
    if [ -n "$orphans" ] || left; then stop ORPHANED $session; fi
    [ -n "$any" ] || break
    # What would not end is asked again, ever more seldom.
    now
    end=$((now + patience))
    patience=$((patience * 2))
  else
    [ -n "$any" ] || left || break
  fi
  if [ -z "$freeing" ]; then
    # Not as redirections of the function: the shell would keep copies, and with them the lock.
    (exec 3<&- 4<&-; free_middles) &
    freeing=$!
  fi
  sleep "$LUNGO_TICK" 3<&- 4<&-
done
for id in $mine; do
  value "$id/task" cgroup
  # Who stops a task removes its group; of one that ended by itself nobody has done so yet.
  case $value in */lungo-*) [ ! -e "$value" ] || rmdir "$value" ;; esac
done
[ -z "$freeing" ] || kill -s KILL "$freeing"
rm -rf "$LUNGO_FOLDER/.owners/${LUNGO_TOKEN:?}"
