#!/usr/bin/env bash
# Starts the whole shop twice, with empty data and with the data of the first time, and prints: when each resource became healthy, what every
# process keeps in memory, and what the gateway costs against the same service called directly. Stops everything that it started.
#
#   bench/startup.sh [--configuration Release] [--no-build] [--warm-up 30] [--rounds 3] [--seconds 8] [--connections 32] [-- OPTIONS OF THE APPHOST]
#
# Needs Linux and wrk. Data lives in a folder that goes at the end; ports are free ones; a shop that runs beside it is not touched.
# Read the ratios: the absolute figures belong to the machine, and wrk takes its share of it.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=Release build=yes warm_up=30 rounds=3 seconds=8 connections=32
while [ $# -gt 0 ]; do
  case "$1" in
    --configuration) configuration=$2; shift 2 ;;
    --no-build) build=no; shift ;;
    --warm-up) warm_up=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    -h|--help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --) shift; break ;;
    *) echo "unknown option $1 (try --help)" >&2; exit 2 ;;
  esac
done
for tool in wrk curl ss; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 2; }
done
[ "$build" = no ] || dotnet build AppHost --nologo -v quiet -c "$configuration"

work=$(mktemp -d)
chmod 755 "$work" # the native servers may run as another user
log=$work/log
host=

# Whatever the shop starts inherits this variable from it; servers that overwrite their environment are children of processes that have it.
mark=SHOP_BENCH_RUN=$work
processes() {
  ps -e -o pid=,ppid= | awk -v marked="$(grep -lazF "$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | tr '\n' ' ')" '
    { parent[$1] = $2 }
    END {
      n = split(marked, m, " "); for (i = 1; i <= n; i++) if (m[i] in parent) ours[m[i]] = 1
      do { more = 0; for (p in parent) if (!(p in ours) && (parent[p] in ours)) { ours[p] = 1; more = 1 } } while (more)
      for (p in ours) print p
    }'
}

stop() {
  [ -n "$host" ] || return 0
  kill -TERM "$host" 2>/dev/null || true
  for _ in $(seq 400); do
    [ -n "$(processes)" ] || break
    sleep 0.1
  done
  local left
  left=$(processes)
  if [ -n "$left" ]; then
    echo "still running 40 s after the stop, killed now:" >&2
    for pid in $left; do
      echo "  $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-150)" >&2
      kill -KILL "$pid" 2>/dev/null || true
    done
  fi
  host=
}
trap 'stop || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

start() {
  local began ready
  began=$(date +%s.%N)
  env "$mark" setsid dotnet run --project AppHost -c "$configuration" --no-build -- --gateway-port 0 --state-folder "$work/state" "$@" >"$log" 2>&1 </dev/null &
  host=$!
  for _ in $(seq 1200); do
    grep -q 'resources are healthy' "$log" && break
    kill -0 "$host" 2>/dev/null || { cat "$log" >&2; echo "the AppHost ended" >&2; exit 1; }
    sleep 0.1
  done
  ready=$(date +%s.%N)
  grep -q 'resources are healthy' "$log" || { cat "$log" >&2; echo "not healthy within 2 minutes" >&2; exit 1; }
  grep -oE '[a-z-]+ is healthy after .* s$|All [0-9]+ resources are healthy after [0-9.]+ s' "$log" | sed 's/^/  /'
  awk -v a="$began" -v b="$ready" 'BEGIN { printf "  from typing the command: %.1f s\n", b - a }'
}

echo "machine: $(nproc) cores, $(awk '/MemTotal/ {printf "%.1f GiB", $2 / 1048576}' /proc/meminfo), $(uname -sr);$(uptime | sed 's/.*load/ load/'); $configuration"
echo
echo "== start with empty data, already built"
start "$@"
began=$(date +%s.%N)
stop
awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "  stopped, everything gone: %.1f s\n", b - a }'
echo
echo "== start with data"
start "$@"
sleep 5

echo
echo "== memory 5 s after that, PSS (shared pages counted once)"
for pid in $(processes); do
  { read -r pss rss < <(awk '/^Pss:/ {p = $2} /^Rss:/ {r = $2} END {print p, r}' "/proc/$pid/smaps_rollup" 2>/dev/null) && [ -n "$rss" ]; } || continue
  echo "$pss $rss $(tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | awk '
    function base(path) { sub(/.*\//, "", path); sub(/[: ].*/, "", path); return path }
    NR == 1 { name = base($0) }
    NR > 1 && /\.dll$/ && !dll { dll = 1; name = base($0); sub(/\.dll$/, "", name) }
    NR == 2 && $0 == "run" && name == "dotnet" { name = "dotnet-run" }
    END { print name == "" ? "?" : name }')"
done | awk '
  { pss[$3] += $1; rss[$3] += $2; n[$3]++; tp += $1; tr += $2; tn++ }
  END {
    for (k in pss) printf "  %-24s %3d  %7.1f MB   (RSS %7.1f MB)\n", k, n[k], pss[k] / 1024, rss[k] / 1024 | "sort -k3 -rn"
    close("sort -k3 -rn")
    printf "  %-24s %3d  %7.1f MB   (RSS %7.1f MB)\n", "everything", tn, tp / 1024, tr / 1024
  }'

# The service three ways: its own port; the port of the orchestrator's proxy, through which everybody calls it; the gateway's public port.
owner() { for pid in $(processes); do tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qE "/$1(\.dll)?$" && echo "$pid" && return; done; }
door=$(grep -o 'open at http://[^ ]*' "$log" | tail -1 | sed 's/^open at //; s/[./]*$//')
direct=http://$(ss -ltnpH | grep "pid=$(owner StoreBff)," | grep -oE '127\.0\.0\.1:[0-9]+' | head -1)
proxied=$(tr '\0' '\n' <"/proc/$(owner Gateway)/environ" | sed -n 's/^services__store-bff__http__0=//p')
path=/api/store/products/$(curl -sf "$door/api/store/products?pageSize=1" | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)

echo
echo "== GET $path, $connections connections, $seconds s each, $rounds rounds in turn, after $warm_up s of warming up"
measure() {
  wrk -t1 -c"$connections" -d"${seconds}s" --latency "$2$path" | awk -v who="$1" '
    /Requests\/sec/ { r = $2 } $1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } /Non-2xx/ { e = $NF } /Socket errors/ { s = $0 }
    END { printf "  %-28s %7.0f requests/s   p50 %8s   p99 %8s%s%s\n", who, r, p50, p99, e ? "   not 2xx: " e : "", s }'
}
# The just-in-time compiler is at work for the first ten thousands of requests.
wrk -t1 -c"$connections" -d"${warm_up}s" "$door$path" >/dev/null
for _ in $(seq "$rounds"); do
  measure "store-bff itself" "$direct"
  measure "behind the service proxy" "$proxied"
  measure "gateway, from outside" "$door"
done | tee "$work/rounds"
awk '
  { for (i = 1; i <= NF; i++) if ($i == "requests/s") sum[$1] += $(i - 1) }
  END { printf "  of the service itself: %.0f %% through the service proxy, %.0f %% through the gateway\n", 100 * sum["behind"] / sum["store-bff"], 100 * sum["gateway,"] / sum["store-bff"] }
' "$work/rounds"
