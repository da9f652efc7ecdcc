#!/usr/bin/env bash
# Measures how many requests a second a server answers, as a ratio to a peer measured in the same run: nginx if it is
# installed, else http_floor. Rounds are interleaved; the server runs on one core, wrk on another. Needs wrk.
#   http_load.sh [-b body.json] [-c connections] [-d seconds] [-r rounds] [-n bindir] URL COMMAND...
# COMMAND starts the server that answers at URL; bindir holds http_floor (build/bench/tools/bench).
# Without -b it sends GET. Example:
#   http_load.sh -b send.json -n build/bench/tools/bench http://127.0.0.1:8399/ build/bench/tools/bench/http_fixed 8399
set -euo pipefail
body= connections=16 seconds=3 rounds=5 bindir=$(dirname "$0")
while getopts b:c:d:r:n: option; do
  case $option in
    b) body=$OPTARG ;; c) connections=$OPTARG ;; d) seconds=$OPTARG ;; r) rounds=$OPTARG ;; n) bindir=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
(($# >= 2)) || { sed -n '2,7p' "$0" >&2; exit 2; }
url=$1; shift
server_core=0 client_core=$(($(nproc) > 1 ? 1 : 0)) peer_port=8398
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; rm -rf "$work"' EXIT

if [[ -n $body ]]; then
  cat > "$work/load.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = assert(io.open("$(realpath "$body")", "rb"))
wrk.body = file:read("*a")
LUA
else
  : > "$work/load.lua"
fi

start_peer() {
  if command -v nginx > /dev/null; then
    peer=nginx
    cat > "$work/nginx.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $work/nginx.pid; error_log /dev/null;
events { worker_connections 20000; }
http {
  access_log off; keepalive_requests 100000000;
  server {
    listen 127.0.0.1:$peer_port;
    location / { default_type application/json; return 200 '{"errcode":0,"errmsg":"ok"}'; }
  }
}
CONF
    taskset -c $server_core nginx -c "$work/nginx.conf" & pids+=($!)
  else
    peer=http_floor
    taskset -c $server_core "$bindir/http_floor" $peer_port & pids+=($!)
  fi
}

await() {
  for _ in $(seq 100); do
    curl -s -o /dev/null --max-time 1 "$1" && return
    sleep 0.1
  done
  echo "http_load.sh: nobody answers at $1" >&2
  exit 3
}

# Prints requests a second.
measure() {
  taskset -c $client_core wrk -t1 -c"$connections" -d"${seconds}s" --latency -s "$work/load.lua" "$1" > "$work/out"
  grep -E 'Non-2xx|Socket errors' "$work/out" >&2 || true
  awk '/Requests\/sec/ {print $2}' "$work/out"
}

start_peer
taskset -c $server_core "$@" > "$work/server.log" 2>&1 & pids+=($!); server=$!
await "http://127.0.0.1:$peer_port/"
await "$url"
cpu() { awk '{print $14 + $15}' "/proc/$server/stat"; }

printf '%-6s %12s %12s %8s %10s\n' round server/s "$peer/s" ratio 'CPU us/req'
for round in $(seq "$rounds"); do
  before=$(cpu); ours=$(measure "$url"); after=$(cpu)
  theirs=$(measure "http://127.0.0.1:$peer_port/")
  awk -v r="$round" -v o="$ours" -v t="$theirs" -v c=$((after - before)) -v s="$seconds" \
    'BEGIN {printf "%-6s %12.0f %12.0f %8.3f %10.1f\n", r, o, t, o / t, c * 10000 / (o * s)}' | tee -a "$work/rounds"
done
sort -k4,4n "$work/rounds" | awk '{ratio[NR] = $4} END {printf "ratio to peer: median %.3f (%.3f-%.3f)\n", ratio[int((NR + 1) / 2)], ratio[1], ratio[NR]}'
