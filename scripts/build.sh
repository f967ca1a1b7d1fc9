#!/bin/sh
# Makes a build of Lungo for the launcher: sh scripts/build.sh CHECKOUT BUILDS
#
#   BUILDS/current      the name of the build to start; its date is when its sources were read
#   BUILDS/NAME/        a finished build, never changed again; NAME is a hash of the sources and the JDK
#     lib/*.jar         Lungo and what it needs
#     lungo-HASH.aot    the JVM's cache of loaded classes; HASH is over the jars, the options and the JDK
#     launch            what the launcher reads: the JVM, its options, the class path
#     in-use            every running Lungo holds a shared lock on it; only who gets it alone may remove the folder
#   BUILDS/lock         held while one builds
#   BUILDS/build.log    what the last build said
#
# A build is made in a folder of its own and appears by rename; nothing outside BUILDS is written.
set -eu
# What builds needs no keys, and nobody shall read them there.
for variable in $(env | sed -n -e 's/^\(ANTHROPIC_[A-Za-z0-9_]*\)=.*/\1/p' -e 's/^\(OPENAI_[A-Za-z0-9_]*\)=.*/\1/p'); do
  unset "$variable"
done
root=$1
builds=$2

say() {
  echo "lungo: $*" >&2
}
die() {
  say "$@"
  exit 1
}

. "$root/scripts/jdk.sh"
case $root$builds in *:*) die "cannot run from a folder with a colon in its name: $root" ;; esac
{ mkdir -p "$builds" && [ -w "$builds" ]; } 2>/dev/null ||
  die "a build is needed, but $builds cannot be written; set LUNGO_BUILD_DIR to a folder of yours."

# The options of every run. The cache is only good for exactly these, so they are also those of the training.
# The collectors are switched off by name because the user's JAVA_TOOL_OPTIONS may have chosen one, and two are an error.
# stdout belongs to the program: the JVM's own words go to stderr, and of its log the errors alone.
# The memory holds keys: nobody attaches and has it written to a file, and no crash or lack of memory does.
options="-XX:+IgnoreUnrecognizedVMOptions -XX:-UseG1GC -XX:-UseParallelGC -XX:-UseZGC -XX:-UseShenandoahGC -XX:+UseSerialGC
 -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=error:stderr
 -XX:+DisableAttachMechanism -XX:-CreateCoredumpOnCrash -XX:-HeapDumpOnOutOfMemoryError
 -Xms24m -Xmn8m -Xmx512m -Xss512k --enable-native-access=ALL-UNNAMED"
options=$(echo $options)

tmp=
finish() {
  status=$?
  [ -z "$tmp" ] || rm -rf "$tmp"
  unlock
  exit $status
}

# One build at a time: flock where there is one, else a folder that holds the builder's pid.
lock() {
  if command -v flock >/dev/null; then
    exec 8>"$builds/lock"
    flock -n 8 || { say "waiting for another start that is building …" && flock 8; }
    return
  fi
  told=
  until mkdir "$builds/lock.d" 2>/dev/null; do
    owner=$(cat "$builds/lock.d/pid" 2>/dev/null || :)
    if [ -n "$owner" ] && ! ps -p "$owner" >/dev/null 2>&1; then
      mv "$builds/lock.d" "$builds/.stale.$$" 2>/dev/null && rm -rf "$builds/.stale.$$"
      continue
    fi
    [ -n "$told" ] || say "waiting for another start that is building …"
    told=yes
    sleep 1
  done
  echo $$ >"$builds/lock.d/pid"
}
unlock() {
  command -v flock >/dev/null || rm -rf "$builds/lock.d"
}

if command -v sha256sum >/dev/null; then
  sum=sha256sum
elif command -v shasum >/dev/null; then
  sum='shasum -a 256'
else
  sum=cksum
fi
hash_of_input() {
  $sum | cut -c 1-16 | tr -d ' '
}
# Names and contents of all that goes into a build.
hash_of_sources() {
  (
    cd "$root"
    echo "$JAVA_HOME"
    cat "$JAVA_HOME/release"
    find pom.xml */pom.xml .mvn scripts/*.sh */src/main -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 $sum
  ) | hash_of_input
}

compile() {
  MAVEN_OPTS="${MAVEN_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1" \
    "$root/mvnw" -q -B -f "$root/pom.xml" -Dlungo.out="$tmp/maven" package </dev/null >"$builds/build.log" 2>&1 8>&- || {
    tail -n 20 "$builds/build.log" >&2
    die "the build failed; its whole log: $builds/build.log"
  }
  mkdir "$tmp/new"
  mv "$tmp/maven/lib" "$tmp/new/lib"
}

# Words of the shell, quoted so that any path survives.
quoted() {
  printf "'"
  printf %s "$1" | sed "s/'/'\\\\''/g"
  printf "'"
}
class_path() {
  (cd "$1" && for jar in lib/*.jar; do printf '%s/%s:' "$2" "$jar"; done) | sed 's/:$//'
}

# Writes launch; its argument is the cache's name, or nothing.
describe() {
  { read -r one && read -r two && read -r three; } <"$JAVA_HOME/release"
  {
    echo "jdk=$(quoted "$JAVA_HOME")"
    echo 'java=$jdk/bin/java'
    echo "release=$(quoted "$one $two $three")"
    echo "options=$(quoted "$options")"
    echo "cache=$(quoted "$1")"
    echo "classpath=\"$(class_path "$tmp/new" '$build')\""
  } >"$tmp/new/launch"
}

# The cache is made by a run that does what real runs do. Without it Lungo starts slower, and that is all.
train() {
  mkdir "$tmp/training"
  cache=lungo-$( (echo "$options" && cat "$JAVA_HOME/release" "$tmp"/new/lib/*.jar) | hash_of_input).aot
  if "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(class_path "$tmp/new" "$tmp/new")" \
    dev.lungo.cli.Training "$tmp/training" "$JAVA_HOME/bin/java" $options "-XX:AOTCacheOutput=$tmp/new/$cache" \
    -cp "$(class_path "$tmp/new" "$tmp/new")" </dev/null >"$builds/training.log" 2>&1 8>&- &&
    [ -s "$tmp/new/$cache" ]; then
    describe "$cache"
  else
    rm -f "$tmp/new/$cache"
    say "no start-up cache could be made, so starts will be slower; why: $builds/training.log"
    describe ''
  fi
}

# A build that no running Lungo holds, and that a new start will not take, goes.
prune() {
  command -v flock >/dev/null || return 0
  for old in "$builds"/*/; do
    old=${old%/}
    if [ "$old" = "$builds/$name" ] || [ ! -f "$old/in-use" ] || [ -e "$old/unlocked" ]; then continue; fi
    (exec 7<"$old/in-use" && flock -n -x 7 && mv "$old" "$builds/.old.$$" && rm -rf "$builds/.old.$$") || :
  done
}

lock
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
rm -rf "$builds"/.making.* "$builds"/.old.* "$builds"/.stale.*
tries=0
while :; do
  : >"$builds/.read" # its date: before anything was read
  name=$(hash_of_sources)
  [ ! -f "$builds/$name/launch" ] || break
  [ -n "$tmp" ] || say "building, which takes about half a minute …"
  rm -rf "$tmp"
  tmp=$(mktemp -d "$builds/.making.XXXXXX")
  compile
  [ "$(hash_of_sources)" != "$name" ] || break
  tries=$((tries + 1))
  [ $tries -lt 3 ] || die "the sources keep changing; please start again when they are at rest."
done
if [ ! -f "$builds/$name/launch" ]; then
  train
  : >"$tmp/new/in-use"
  rm -rf "${builds:?}/$name"
  mv "$tmp/new" "$builds/$name"
fi
echo "$name" >"$builds/.current"
touch -r "$builds/.read" "$builds/.current"
mv -f "$builds/.current" "$builds/current"
rm -f "$builds/.read"
prune
