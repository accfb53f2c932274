#!/usr/bin/env bash
# An authority and a certificate for the node "search", made once; Elasticsearch and the portal read them.
# With an argument: the folder to make them in.
set -euo pipefail
folder=${1:-/certificates}

# certutil reads relative paths from a folder of its own.
if [[ ! -f $folder/ca/ca.crt ]]; then
  elasticsearch-certutil ca --silent --pem --days 3650 --out "$folder/ca.zip"
  unzip -q "$folder/ca.zip" -d "$folder" && rm "$folder/ca.zip"
fi
if [[ ! -f $folder/search/search.crt ]]; then
  elasticsearch-certutil cert --silent --pem --days 3650 --name search --dns search --dns localhost --ip 127.0.0.1 \
    --ca-cert "$folder/ca/ca.crt" --ca-key "$folder/ca/ca.key" --out "$folder/search.zip"
  unzip -q "$folder/search.zip" -d "$folder" && rm "$folder/search.zip"
fi
# Everybody may read the certificates; the keys are for Elasticsearch (user 1000 of its image) and for nobody.
find "$folder" -type d -exec chmod 755 {} +
chmod 644 "$folder/ca/ca.crt" "$folder/search/search.crt"
chmod 400 "$folder/ca/ca.key" "$folder/search/search.key"
if [[ $(id -u) == 0 ]]; then
  chown 1000:0 "$folder/search/search.key"
fi
