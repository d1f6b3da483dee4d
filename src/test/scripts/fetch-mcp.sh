#!/usr/bin/env bash
# Installs MCP's Python library, the newest versions of its first and second generation, for RealMcpServersTest. Does
# not reinstall existing versions. Needs python3 with venv. All output is in target/mcp.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

install() {
  local directory=target/mcp/$1
  [ -f "$directory/complete" ] && return
  python3 -m venv "$directory"
  "$directory/bin/pip" --quiet --disable-pip-version-check install "$2"
  touch "$directory/complete"
}

install first mcp==1.30.0
install second mcp==2.3.0
