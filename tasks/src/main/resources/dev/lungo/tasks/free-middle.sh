# Keeps the logs of tasks within an allowance, by the same rule and in the same order as KeepRule.java and LogMiddle.java:
# half of it is the limit, an eighth the head, a quarter the tail, in units of 64 KiB; what goes is written to the file
# "freed" before it goes. Part of the warden's script.

# For as long as the warden is there, in a process beside it that nothing holds up: looks at the logs that were written to
# of late, every second, and twenty times a second while one of them grows fast.
free_middles() {
  while kill -0 $$ 2>/dev/null; do
    hot=
    while read -r size log; do
      id=${log%/output.log}
      folder=$LUNGO_FOLDER/$id
      case $id in *[!a-z0-9]*) continue ;; esac
      value "$id/owner" token
      [ "$value" = "$LUNGO_TOKEN" ] || continue
      eval "grown=\$((size - \${size_$id:-0})); size_$id=\$size"
      [ "$grown" -le $((LUNGO_ALLOWANCE / 16)) ] || hot=yes
      # On its own: what is wrong with one task's files must not end the look at the others.
      [ "$size" -le $((LUNGO_ALLOWANCE / 2)) ] || (free_middle "$folder" "$size" "$LUNGO_ALLOWANCE")
    done <<END
$(find "$LUNGO_FOLDER" -mindepth 2 -maxdepth 2 -name output.log -newermt '3 seconds ago' -type f -printf '%s %P\n' 2>/dev/null)
END
    if [ -n "$hot" ]; then sleep 0.05; else sleep "$LUNGO_TICK"; fi
  done
}

# Frees the middle of one log of this size, if more is kept than may be.
free_middle() {
  [ -f "$1/freed" ] || return 0
  read_freed "$1/freed"
  [ $(($2 - to + from)) -gt $(($3 / 2)) ] || return 0
  {
    flock -n 5 || return 0
    read_freed "$1/freed"
    first=$(($3 / 8 / 65536 * 65536))
    last=$((($2 - $3 / 4 / 65536 * 65536) / 65536 * 65536))
    [ "$to" -eq 0 ] || [ "$from" -ge "$first" ] || first=$from
    [ "$last" -ge "$to" ] || last=$to
    write_freed "$1/freed" "$first" "$last"
    # Only where nothing can have gone may nothing be said to be gone: what failed halfway may have freed a part.
    trouble=$(LC_ALL=C fallocate -p -o "$first" -l $((last - first)) "$1/output.log" 2>&1) || case $?:$trouble in
      126:* | 127:* | *unsupported* | *'not supported'* | *'not implemented'*) write_freed "$1/freed" "$from" "$to" ;;
    esac
  } 5<"$1/freed"
}

# Whether this is a number that the shell counts with as it is written.
number() {
  case $1 in '' | *[!0-9]* | 0?*) return 1 ;; esac
  [ ${#1} -le 15 ]
}

read_freed() {
  from=0
  to=0
  while read -r key rest; do
    case $key in from) from=$rest ;; to) to=$rest ;; esac
  done <"$1"
  number "$from" && number "$to" || { from=0 to=0; }
}

write_freed() {
  text=
  [ "$3" -eq 0 ] || text="from $2
to $3
"
  while [ ${#text} -lt 256 ]; do text=$text'~~~~~~~~~~~~~~~~'; done
  printf %.256s "$text" 1<>"$1"
  sync -d "$1"
}
