#!/usr/bin/env bash
# Measures how many template messages a second wxnotice takes, state, journal and inbox included, as a ratio to a server
# that answers anything with a fixed text (see http_load.sh, whose options it takes).
#   send_load.sh WXNOTICE [-c connections] [-d seconds] [-r rounds] [-n bindir]
set -euo pipefail
here=$(dirname "$0")
wxnotice=$1
shift
port=8397
url=http://127.0.0.1:$port

# Brings a seeded server to where it can send; prints the token and the template, the same ones each time.
prepare() {
  for _ in $(seq 100); do curl -sf -o /dev/null "$url/readyz" && break; sleep 0.05; done
  local token template
  token=$(curl -s "$url/cgi-bin/token?grant_type=client_credential&appid=wx1234567890abcdef&secret=0123456789abcdef0123456789abcdef" | sed -E 's/.*"access_token":"([^"]*)".*/\1/')
  template=$(curl -s "$url/cgi-bin/wxopen/template/add?access_token=$token" -d '{"id":"AT0002","keyword_id_list":[3,4,5]}' | sed -E 's/.*"template_id":"([^"]*)".*/\1/')
  curl -s -X PUT "$url/__admin/quota" -d '{"api":"send","limit":1000000000}' -o /dev/null
  echo "$token $template"
}

if [[ ${1:-} == --prepared ]]; then
  prepare >/dev/null &
  exec "$wxnotice" serve --port $port --seed 7 --log-level error >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$wxnotice" serve --port $port --seed 7 --log-level error >/dev/null & server=$!
read -r token template <<<"$(prepare)"
kill $server
wait $server || true
printf '{"touser":"oUser1","template_id":"%s","form_id":"wxnotice-ok","page":"index","data":{"keyword1":{"value":"TIT造舰厂"},"keyword2":{"value":"2016年6月6日"},"keyword3":{"value":"咖啡"}}}' "$template" >"$work/send.json"
"$here/http_load.sh" "$@" -b "$work/send.json" "$url/cgi-bin/message/wxopen/template/send?access_token=$token" "$0" "$wxnotice" --prepared
