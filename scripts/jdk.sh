# Sourced by mvnw, lungo and the other scripts: sets JAVA_HOME to a JDK 25, or says what to install and ends.
# Looks at JAVA_HOME, LUNGO_JAVA_HOME, the java on the PATH, and the places where JDKs are usually put.

lungo_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

lungo_find_jdk25() {
  for candidate in "${LUNGO_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$candidate" ] && lungo_is_jdk25 "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/javac}
  for candidate in "${on_path:-}" /usr/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* /opt/*jdk* /opt/java/* \
    /usr/local/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && lungo_is_jdk25 "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(lungo_find_jdk25); then
  echo "Lungo needs a JDK 25 and found none: install one (Debian: apt install openjdk-25-jdk, or Temurin 25 from https://adoptium.net), or set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
