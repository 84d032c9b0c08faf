#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, and nothing when there is none (they are skipped then).
# Where none is installed it takes Debian's, if this is root on a machine with apt. With CI=true its absence is an error.
set -uo pipefail

find_browser() {
    local name
    if [ -n "${CHROMIUM:-}" ]; then
        [ -x "$CHROMIUM" ] && echo "$CHROMIUM" && return 0
        echo "CHROMIUM names $CHROMIUM, which cannot be run." >&2
        return 1
    fi
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" && return 0
    done
    return 1
}

install_browser() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing Debian's chromium for the browser tests …" >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core; } >&2
}

find_browser && exit 0
[ -z "${CHROMIUM:-}" ] && install_browser && find_browser && exit 0
if [ "${CI:-}" = true ]; then
    echo "No Chromium: install it or set CHROMIUM; with CI=true the browser tests must run." >&2
    exit 1
fi
echo "No Chromium here: the browser tests are skipped. Install it or set CHROMIUM to run them." >&2
