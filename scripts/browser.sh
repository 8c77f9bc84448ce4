#!/usr/bin/env bash
# Finds a Chromium or Chrome for the browser tests and prints its path; as root on Debian or Ubuntu
# it installs one where there is none.
set -euo pipefail

find_browser() {
  local candidate
  for candidate in "${BROWSER_PATH:-}" chromium chromium-browser google-chrome \
      google-chrome-stable \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
      "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    [ -n "$candidate" ] || continue
    command -v "$candidate" 2>/dev/null && return
  done
  return 1
}

if find_browser; then
  exit 0
fi
if [ "${1:-}" != "--find" ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Không thấy trình duyệt, đang cài chromium…" >&2
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  # The list of packages may be old: only then is it fetched anew.
  if { apt-get install -y --no-install-recommends chromium ||
      { apt-get update && apt-get install -y --no-install-recommends chromium; }; } > "$log" 2>&1 &&
      find_browser; then
    rm -f "$log"
    exit 0
  fi
  tail -n 15 "$log" >&2
fi
echo "Không có trình duyệt cho các phép thử trang web.
Hãy cài Chromium hoặc Chrome (Debian: apt install chromium; macOS: brew install --cask chromium),
hoặc đặt BROWSER_PATH tới tệp chạy của trình duyệt, rồi chạy lại." >&2
exit 1
