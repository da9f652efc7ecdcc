#!/bin/sh
# curl. Each plain client here is the shortest program of its runtime that does HTTP as an
# application would, and knows nothing of a proxy, a CA or a mock. It reads lines `METHOD URL BODY`
# and prints, a line each, the status and the body of the answer, or 0 and what went wrong.
while read -r method url body; do
  if [ "$method" = GET ]; then
    answer=$(curl -sS -w '\n%{http_code}' "$url" 2>&1)
  else
    answer=$(curl -sS -w '\n%{http_code}' -H 'Content-Type: application/json' --data-binary "$body" "$url" 2>&1)
  fi
  printf '%s %s\n' "$(printf '%s' "$answer" | tail -n 1 | sed 's/^000$/0/')" "$(printf '%s' "$answer" | sed '$d' | tr '\n' ' ')"
done
