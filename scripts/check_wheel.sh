#!/bin/sh
# Install a wheel as its users will, into an environment of its own, and start it in an empty folder.
# Its argument is the wheel; `make wheel` runs this with the one that it has just built.
set -eu

wheel=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python=$(sh "$(dirname "$0")/find_python.sh")
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet "$wheel"

# Nothing of this checkout, and nothing of this user, may be needed.
unset PYTHONPATH
mkdir "$work/empty" "$work/home"
export HOME="$work/home" PATH="$work/venv/bin:/usr/bin:/bin"
cd "$work/empty"

tollbook --version
tollbook demo >"$work/demo.txt"
grep -q "What to type next" "$work/demo.txt" || { echo "The demonstration broke off." >&2; exit 1; }
[ -z "$(ls -A)" ] || { echo "The demonstration left files behind." >&2; exit 1; }
tollbook doctor || { echo "tollbook doctor finds something wrong." >&2; exit 1; }
[ -f "$work/venv/share/man/man1/tollbook.1" ] || { echo "The man pages are missing." >&2; exit 1; }

echo "wheel      $(du -k "$wheel" | cut -f1) KiB"
echo "installed  $(du -sm "$work/venv" | cut -f1) MiB with all that it needs"
python - <<'EOF'
import subprocess, sys, time

def fastest(*args: str) -> str:
    took = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(args, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    return f"{min(took):.2f} s"

print("python alone    ", fastest(sys.executable, "-c", "pass"))
print("import tollbook ", fastest(sys.executable, "-c", "import tollbook"))
print("tollbook --help ", fastest("tollbook", "--help"))
EOF
