#!/usr/bin/env bash
# Makes .venv with Python 3.10 and the pinned, hashed requirements; does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
stamp=$venv/.ready
wanted=$(cksum < requirements.txt)
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi

is_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.10 python3 python \
      "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python \
      /opt/homebrew/opt/python@3.10/bin/python3.10 /usr/local/opt/python@3.10/bin/python3.10; do
    [ -n "$candidate" ] || continue
    candidate=$(command -v "$candidate" 2>/dev/null) || continue
    if is_310 "$candidate"; then echo "$candidate"; return; fi
  done
  return 1
}

# Without Python 3.10, uv brings one; uv itself comes from any Python 3 if it is not there.
python_from_uv() {
  local uv any
  uv=$(command -v uv || true)
  if [ -z "$uv" ]; then
    any=$(command -v python3 || command -v python || true)
    [ -n "$any" ] || return 1
    "$any" -m venv "$venv-uv" >&2 && "$venv-uv/bin/pip" install --quiet uv >&2 || return 1
    uv=$venv-uv/bin/uv
  fi
  "$uv" python install 3.10 >&2 || return 1
  "$uv" python find 3.10
}

fail() {
  echo "$1" >&2
  exit 1
}

python=$(find_python) || {
  echo "Không thấy Python 3.10 trên máy, đang tải bằng uv…" >&2
  python=$(python_from_uv) || fail "Không có Python 3.10 và không tải được (không có mạng?).
Hãy cài Python 3.10 (Ubuntu: apt install python3.10 python3.10-venv; macOS: brew install python@3.10)
hoặc cài uv, hoặc nối mạng, rồi chạy lại lệnh này."
}
echo "Python: $("$python" --version) ($python)" >&2

echo "Đang tạo môi trường $venv…" >&2
rm -rf "$venv"
"$python" -m venv "$venv" || fail "Không tạo được $venv. Trên Debian/Ubuntu: apt install python3.10-venv, rồi chạy lại."
total=$(grep -c '^[a-z].*==' requirements.txt)
log=$venv/install.log
echo "Đang cài thư viện (lần đầu khoảng hai phút)…" >&2
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
    --require-hashes --no-deps -r requirements.txt 2>&1 | tee "$log" |
    awk -v total="$total" '/^Collecting/ { printf "\r  đã lấy %d/%d gói", ++n, total; fflush() }
      /^Installing/ { printf "\n  đang cài…"; fflush() } END { print "" }' >&2; then
  tail -n 15 "$log" >&2
  fail "Không cài được thư viện. Hãy kiểm tra mạng rồi chạy lại; phần đã tải không phải tải lại."
fi
echo "$wanted" > "$stamp"
rm -rf "$venv-uv"
