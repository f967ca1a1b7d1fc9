#!/bin/sh
# Greets whom it is told to greet.
echo "Hello, $1"
