# wget. See client.sh.
while IFS= read -r line; do
  method=${line%% *} rest=${line#* }
  url=${rest%% *} body=${rest#* }
  if [ "$method" = POST ]; then text=$(wget -qO- --tries=1 --post-data "$body" "$url"); else text=$(wget -qO- --tries=1 "$url"); fi
  if [ $? -eq 0 ]; then status=200; else status=0; fi
  printf '%s %s\n' "$status" "$(printf %s "$text" | tr '\n' ' ')"
done
