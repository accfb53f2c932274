#!/usr/bin/env bash
# A role and a user for the portal in Elasticsearch: its own indexes, and a look at the cluster's health.
set -euo pipefail

put() {
  curl --silent --show-error --fail --output /dev/null --cacert /certificates/ca/ca.crt \
    --config <(printf 'user = "elastic:%s"\n' "$ELASTIC_PASSWORD") \
    --header 'Content-Type: application/json' --request PUT --data "$2" "https://search:9200/_security/$1"
}

put role/portal '{"cluster": ["monitor"], "indices": [{"names": ["portal_*"], "privileges": ["manage", "read", "write"]}]}'
put user/portal "{\"password\": \"$ELASTICSEARCH_PASSWORD\", \"roles\": [\"portal\"]}"
