# Sourced by mvnw and the launcher's build: sets JAVA_HOME to a JDK 25, or says what to install and ends.
# LUNGO_JAVA_HOME and JAVA_HOME come first, then the javac on the PATH, then the places where JDKs are usually put.
# LUNGO_JDK_SEARCH, a list of folders separated by colons, replaces all of these.

lungo_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r lungo_line; do
    case $lungo_line in 'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;; esac
  done <"$1/release"
  return 1
}

lungo_first_jdk25() {
  for lungo_candidate in "$@"; do
    if [ -n "$lungo_candidate" ] && lungo_is_jdk25 "$lungo_candidate"; then
      JAVA_HOME=$lungo_candidate
      return 0
    fi
  done
  return 1
}

lungo_find_jdk25() {
  if [ -n "${LUNGO_JDK_SEARCH:-}" ]; then
    lungo_ifs=$IFS
    IFS=:
    # shellcheck disable=SC2086 # the list is split on purpose
    set -- $LUNGO_JDK_SEARCH
    IFS=$lungo_ifs
    lungo_first_jdk25 "$@"
    return
  fi
  lungo_first_jdk25 "${LUNGO_JAVA_HOME:-}" "${JAVA_HOME:-}" && return
  lungo_javac=$(command -v javac 2>/dev/null) && lungo_javac=$(readlink -f "$lungo_javac" 2>/dev/null) || lungo_javac=
  lungo_home=${HOME:-/nonexistent}
  lungo_first_jdk25 "${lungo_javac%/bin/javac}" /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* \
    /usr/local/*jdk* "$lungo_home"/.sdkman/candidates/java/* "$lungo_home"/.jdks/* "$lungo_home"/.gradle/jdks/* \
    "$lungo_home"/.local/share/mise/installs/java/* "$lungo_home"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$lungo_home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home
}

if [ -n "${LUNGO_JAVA_HOME:-}" ] && ! lungo_is_jdk25 "$LUNGO_JAVA_HOME"; then
  echo "LUNGO_JAVA_HOME is $LUNGO_JAVA_HOME, and there is no JDK 25." >&2
  exit 1
fi
if ! lungo_find_jdk25; then
  echo "Lungo needs a JDK 25 and found none: install one (Debian: apt install openjdk-25-jdk, or Temurin 25 from https://adoptium.net), or set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
