#!/bin/sh
# Install packages of Debian that the tests need and this machine lacks: their names are the
# arguments. Where that is not possible it says so in one sentence, and the tests that need them are
# skipped; they say why. (With CI=true they fail instead.)
set -u

missing=
for package in "$@"; do
    status=$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

give_up() {
    echo "$1: tests that need$missing are skipped unless you install them." >&2
    exit 0
}

command -v apt-get >/dev/null 2>&1 || give_up "This is no Debian"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    give_up "Packages can be installed by root only"
fi

echo "Installing$missing"
install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet --yes"
log=$(mktemp)
# shellcheck disable=SC2086 # these are several words each
if ! { $install update && $install --no-install-recommends install $missing; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    give_up "The packages can't be had"
fi
rm -f "$log"
