# Looks after the tasks of one engine once that engine is gone: their deadlines, and the grace after which they are
# stopped unless somebody has adopted them. Run by Warden.java; until the engine is gone it sleeps in its first read.
#
#   stdin          a pipe whose other end the engine holds; nothing is ever written into it
#   descriptor 3   the lock that says: this token has a warden; who it is is written into it
#   descriptor 4   the classes of the engine, where they are in a jar: a jar that is replaced or removed stays readable
#   LUNGO_FOLDER   the folder of the task folders       LUNGO_TOKEN    whose tasks
#   LUNGO_GRACE    milliseconds                         LUNGO_JAVA     the JVM that does the stopping
#   LUNGO_CLASSES  its class path                       LUNGO_TICK     seconds between two looks
#   LUNGO_GROUPS   where the control groups of tasks are, if they have any
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
  [ -f "$LUNGO_FOLDER/$1" ] || return
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

# Whether anybody is there with this cookie, or in this control group.
haunts() {
  if [ -n "$2" ] && [ -f "$2/cgroup.events" ]; then
    while read -r key rest; do
      [ "$key $rest" != 'populated 1' ] || return 0
    done <"$2/cgroup.events"
  fi
  # Twice: a process has no environment in the moment in which it becomes another program.
  [ -n "$1" ] && { carriers "$1" || carriers "$1"; } >/dev/null
}

# The files of those whose environment has this cookie in its place; whether there are any. What grep itself answers says
# nothing to an ordinary user, who cannot read all of them.
carriers() {
  carrying=$(grep -lszxE -e "LUNGO_TASK=(.*:)?$1(:.*)?" /proc/[0-9]*/environ)
  [ -n "$carrying" ] && echo "$carrying"
}

# Whether somebody of a task is there, be it over or not.
haunted() {
  value "$1/task" cgroup
  group=$value
  value "$1/task" cookie
  haunts "$value" "$group"
}

# Reads what is this token's: "mine" runs, "over" has ended and left somebody behind. The rest needs no looking after.
collect() {
  mine=
  over=
  known=
  now
  alive_cookies=$(grep -hszao 'LUNGO_TASK=.*' /proc/[0-9]*/environ | tr '\0' '\n')
  for folder in "$LUNGO_FOLDER"/[a-z]*/; do
    id=${folder%/}
    id=${id##*/}
    case $id in *[!a-z0-9]*) continue ;; esac
    value "$id/task" cookie
    known="$known $value "
    owned "$id" || continue
    value "$id/task" uptime
    begin=$value
    value "$id/task" deadline
    number "$begin" && number "$value" || continue
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

# Those of this engine whose folder was taken away: they are told by their cookie, which begins with the token, or their
# group, and end with the grace like a session's.
collect_strays() {
  strays=
  for cookie in $(printf '%s\n' "$alive_cookies" | tr ':=' '\n\n' | sort -u) "${LUNGO_GROUPS:-/nonexistent}/lungo-$LUNGO_TOKEN"-*; do
    cookie=${cookie##*/lungo-}
    case $cookie in "$LUNGO_TOKEN"-*[!0-9a-f]*) continue ;; "$LUNGO_TOKEN"-*) ;; *) continue ;; esac
    case $known$strays in *" $cookie "*) ;; *) strays="$strays $cookie " ;; esac
  done
}

stray_group() {
  stray_group=${LUNGO_GROUPS:+$LUNGO_GROUPS/lungo-$1}
}

look_at_strays() {
  still=
  for cookie in $strays; do
    stray_group "$cookie"
    if haunts "$cookie" "$stray_group"; then still="$still $cookie "; else remove_group "$stray_group"; fi
  done
  strays=$still
}

strike_strays() {
  for cookie in $strays; do
    stray_group "$cookie"
    strike_at "$cookie" "$stray_group" ''
  done
}

# One look: sets "late" and "orphans" (running, by what is due), and "left" (over, and haunted, and a session's). Where folders
# went since the last one, all is read anew: whoever was in them is a stray from now on.
look() {
  now
  still=
  late=
  orphans=
  any=
  missing=
  for id in $mine; do
    [ -e "$LUNGO_FOLDER/$id" ] || missing=yes
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
    [ -e "$LUNGO_FOLDER/$id" ] || missing=yes
    owned "$id" && haunted "$id" || { clean "$id"; continue; }
    still="$still $id"
    ! of_session "$id" || left="$left $id"
  done
  over=$still
  [ -z "$missing" ] || { collect; collect_strays; }
}

# Who stops a task removes its group; of one that ended by itself nobody has done so yet.
clean() {
  value "$1/task" cgroup
  remove_group "$value"
}

remove_group() {
  case $1 in /sys/fs/cgroup/*lungo-*) [ ! -d "$1" ] || find "$1" -depth -type d -exec rmdir {} + ;; esac
}

# Without a JVM: whoever is in the task's control group or carries its cookie, but not the waiter, who has an end to
# write down. Side by side, each under its lock, and only what nobody has adopted.
strike() {
  reason=$1
  shift
  strikers=
  for id; do
    (
      exec 3<&- 4<&-
      flock -w 30 9 && owned "$id" && strike_task "$id" "$reason"
    ) 9<"$LUNGO_FOLDER/$id" &
    strikers="$strikers $!"
  done
  # shellcheck disable=SC2086
  wait $strikers
}

strike_task() {
  value "$1/stop" by
  if [ -z "$value" ]; then
    printf 'by %s\nat 0\n' "$2" 1<>"$LUNGO_FOLDER/$1/stop"
    sync -d "$LUNGO_FOLDER/$1/stop"
  fi
  value "$1/record" waiter
  waiter=${value%% *}
  value "$1/task" cgroup
  group=$value
  value "$1/task" cookie
  [ -z "$value" ] || strike_at "$value" "$group" "$waiter"
}

# TERM, then KILL, to the cookie $1 and the group $2, not to the process $3.
strike_at() {
  for signal in TERM KILL KILL KILL; do
    case $signal:$2 in
      KILL:*/lungo-"$1") [ ! -f "$2/cgroup.kill" ] || echo 1 >"$2/cgroup.kill" ;;
    esac
    for environ in $(carriers "$1"); do
      environ=${environ#/proc/}
      pid=${environ%/environ}
      [ "$pid" = "$3" ] || kill -s "$signal" "$pid"
    done
    haunts "$1" "$2" || break
    sleep 1
  done
  remove_group "$2"
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

read -r stat </proc/self/stat
# shellcheck disable=SC2086
set -- ${stat##*) }
printf '%-40s\n' "$$ ${20}" >&3
# Only the end of the pipe is the end of the engine, whoever writes into it.
while read -r line; do :; done
exec </dev/null
collect
collect_strays
grace_ends=$((now + LUNGO_GRACE))
echo "$now" >"$LUNGO_FOLDER/.owners/$LUNGO_TOKEN/orphaned"
patience=10000
freeing=
while :; do
  look
  look_at_strays
  # shellcheck disable=SC2086
  [ -z "$late" ] || expire $late
  if [ "$now" -ge "$grace_ends" ]; then
    # shellcheck disable=SC2086
    [ -z "$orphans$left" ] || stop ORPHANED $orphans $left
    strike_strays
    [ -n "$any" ] || break
    now
    grace_ends=$((now + patience))
    patience=$((patience * 2))
  else
    [ -n "$any$left$strays" ] || break
  fi
  if [ -z "$freeing" ] || ! kill -0 "$freeing"; then
    # Not as redirections of the function: the shell would keep copies, and with them the lock.
    (exec 3<&- 4<&-; free_middles) &
    freeing=$!
  fi
  sleep "$LUNGO_TICK" 3<&- 4<&-
done
for id in $over; do clean "$id"; done
[ -z "$freeing" ] || kill -s KILL "$freeing"
rm -rf "$LUNGO_FOLDER/.owners/${LUNGO_TOKEN:?}"
