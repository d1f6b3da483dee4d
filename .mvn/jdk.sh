# Sourced by mvnw: sets JAVA_HOME to a JDK that can build this project, or ends with a sentence that says what is
# missing. Maven toolchains would not do: the Quarkus build runs in Maven's own JVM. POSIX sh.
# shellcheck shell=sh

jdk_wanted=25
jdk_found=

# Takes the JDK at $1 if it is fit. Its `release` file is read, which is quicker than starting it.
jdk_take() {
  [ -r "$1/release" ] || return 1
  jdk_version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' "$1/release")
  [ -n "$jdk_version" ] || return 1
  if [ ! -x "$1/bin/javac" ]; then
    jdk_found="$jdk_found, $jdk_version without javac ($1)"
  elif [ "$jdk_version" -lt "$jdk_wanted" ]; then
    jdk_found="$jdk_found, $jdk_version ($1)"
  else
    JAVA_HOME=$1
    export JAVA_HOME
    return 0
  fi
  return 1
}

# The home of the `java` on PATH, which may be a link or a version manager's shim: only it can tell.
jdk_on_path() {
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

jdk_find() {
  [ -z "${JAVA_HOME-}" ] || ! jdk_take "$JAVA_HOME" || return 0
  ! command -v java >/dev/null 2>&1 || ! jdk_take "$(jdk_on_path)" || return 0
  for jdk_candidate in \
    /usr/lib/jvm/* \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
    "${HOME-}"/.jdks/* \
    /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    # Links are other names of what the list holds anyway.
    [ -h "$jdk_candidate" ] || ! jdk_take "$jdk_candidate" || return 0
  done
  return 1
}

jdk_find || {
  jdk_found=${jdk_found#, }
  echo "Agency Swarm for Quarkus needs a JDK $jdk_wanted or newer, but found ${jdk_found:-none}: install one (Eclipse Temurin $jdk_wanted, for example) or set JAVA_HOME to it." >&2
  exit 1
}
unset -f jdk_take jdk_on_path jdk_find
unset jdk_wanted jdk_found jdk_version jdk_candidate
