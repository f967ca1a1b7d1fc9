#!/bin/sh
# The build of the demo: it takes its time, and then runs a test.
for step in "compiling greet" "compiling the rest" "linking"; do
  echo "[build] $step"
  sleep @PAUSE@
done
echo "[test] greet World"
got=$(sh src/greet.sh World)
if [ "$got" != "Hello, World!" ]; then
  echo "[test] FAILED: expected 'Hello, World!' but got '$got'"
  exit 1
fi
echo "[test] passed"
