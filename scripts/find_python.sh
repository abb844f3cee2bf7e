#!/bin/sh
# Print the newest Python of 3.11 to 3.13 that really runs and can make a virtual environment.
# Newer ones parse half as fast again. A name on the path proves nothing (a version manager leaves
# shims for versions that aren't switched on), so each candidate is started before it is believed.
set -u

candidates() {
    for version in 3.13 3.12 3.11; do
        (IFS=:; for folder in $PATH; do echo "$folder/python$version"; done)
        if command -v pyenv >/dev/null 2>&1; then
            ls "$(pyenv root)"/versions/*/bin/"python$version" 2>/dev/null
        fi
    done
    command -v python3
    command -v python
}

works() {
    "$1" -c 'import sys, venv, ensurepip, sqlite3, ssl
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

candidates | while IFS= read -r python; do
    if works "$python"; then
        echo "$python"
        exit 3 # found: leaves the loop, read below
    fi
done
if [ $? -ne 3 ]; then
    echo "No Python of 3.11 to 3.13 runs here; install python3 and python3-venv." >&2
    exit 1
fi
