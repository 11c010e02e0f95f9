#!/bin/sh
# Starts $RUNTIME_EXECUTABLE with the arguments given. Chromium refuses its sandbox to root, so root hands over to
# uid and gid $RUNTIME_AS; without a display it runs under its own virtual one.
set -e
: "${RUNTIME_EXECUTABLE:?}"
set -- "$RUNTIME_EXECUTABLE" "$@"
# xvfb-run overwrites ARGS for its child: nothing here may rely on that variable.
if [ -z "$DISPLAY" ]; then
  set -- xvfb-run -a -s "-ac -screen 0 1920x1080x24 -nolisten tcp" "$@"
fi
if [ "$(id -u)" = 0 ]; then
  set -- setpriv --reuid="$RUNTIME_AS" --regid="$RUNTIME_AS" --clear-groups "$@"
fi
exec "$@"
