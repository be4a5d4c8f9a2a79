#!/bin/sh
# Makes the archive, or brings it to this release, and copies from then on: what the server has since long ago at first.
set -eu
case "$(uname -m)" in
  aarch64) executable=/plugin/gpx_calldiagnostics_linux_arm64 ;;
  *) executable=/plugin/gpx_calldiagnostics_linux_amd64 ;;
esac
"$executable" archive init --config /archive/archive.yaml
exec "$executable" archive run --from 2020-01-01 --config /archive/archive.yaml
