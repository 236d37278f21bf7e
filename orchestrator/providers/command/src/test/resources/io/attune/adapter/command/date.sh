#!/bin/sh
# the exam's clock, for whoever asks for seconds
[ "$*" = +%s ] && exec cat "$(dirname "$0")/../now"
exec /bin/date "$@"
