# Sets the password with which Kibana logs in; doing it again does no harm.
set -eu
printf '{"password":"%s"}' "$KIBANA_PASSWORD" |
  curl -fsS -u "elastic:$ELASTIC_PASSWORD" -H 'Content-Type: application/json' \
    -X POST http://elasticsearch:9200/_security/user/kibana_system/_password --data-binary @-
