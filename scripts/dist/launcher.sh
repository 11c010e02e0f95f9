#!/bin/sh
# Head of an AppImage built without the AppImage project's runtime: unpacks the squashfs image behind these 4096 bytes
# and starts it. Nothing after the last exit is read as a command.
set -e
offset=4096
self=$(readlink -f "$0")
command -v unsquashfs >/dev/null || { echo "This file needs unsquashfs (squashfs-tools)" >&2; exit 1; }
case "$1" in
  --appimage-offset) echo $offset; exit 0 ;;
  --appimage-extract) exec unsquashfs -q -n -o $offset -d squashfs-root "$self" ;;
esac
folder=$(mktemp -d "${TMPDIR:-/tmp}/appimage.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'kill "$app" 2>/dev/null || :' INT TERM HUP
unsquashfs -q -n -o $offset -d "$folder/app" "$self" >/dev/null
APPIMAGE=$self APPDIR=$folder/app "$folder/app/AppRun" "$@" &
app=$!
status=0
wait "$app" || status=$?
exit $status
