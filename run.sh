#!/usr/bin/env bash
# Starts a fresh environment of docker-compose.yaml: Kafka, the exporter, Prometheus and Grafana. Works with the Bash 3.2 of macOS.
#
# What it removes before is what carries this project's label of Docker Compose, shown first; nothing else is ever touched.
set -euo pipefail

minimum_compose=2.20.0
health_limit=300

usage() {
  cat <<'HELP'
usage: ./run.sh [options]

Starts a fresh environment: shows what there is of this project (containers, networks, volumes with their data, the built image), asks, removes that,
starts everything anew, waits until all of it is healthy and prints the addresses.

  --keep            keep the volumes, so that topics, metrics and dashboards are as before; the built image stays as well
  --down            remove what there is and start nothing; with --keep all but the data and the image
  --yes             do not ask
  --profile NAME    the brokers: cluster (three), single (one), confluent (three of 7.3 with ZooKeeper); without it COMPOSE_PROFILES of .env decides
  --wait SECONDS    how long to wait until all is healthy; 300 by default
  --help            this text

Exit status: 0 when done, 1 when something failed or was refused, 2 for a wrong option.
HELP
}

fail() {
  printf 'run.sh: %s\n' "$*" >&2
  exit 1
}

wrong_usage() {
  printf 'run.sh: %s\n' "$*" >&2
  usage >&2
  exit 2
}

keep=no
start=yes
ask=yes
profile_option=()
while [ $# -gt 0 ]; do
  case "$1" in
    --keep) keep=yes ;;
    --down) start=no ;;
    --yes | -y) ask=no ;;
    --profile | --wait)
      [ $# -ge 2 ] || wrong_usage "$1 needs a value"
      if [ "$1" = --profile ]; then
        case "$2" in
          cluster | single | confluent) profile_option=(--profile "$2") ;;
          *) wrong_usage "unknown profile \"$2\": cluster, single or confluent" ;;
        esac
      else
        case "$2" in
          '' | *[!0-9]* | ??????*) wrong_usage "--wait $2: expected a whole number of seconds" ;;
          *) health_limit=$2 ;;
        esac
      fi
      shift
      ;;
    --help | -h) usage && exit 0 ;;
    *) wrong_usage "unknown option \"$1\"" ;;
  esac
  shift
done

cd "$(dirname "${BASH_SOURCE[0]}")"

# An empty array is unset for Bash 3.2, hence the long form.
compose() {
  docker compose ${profile_option[@]+"${profile_option[@]}"} "$@"
}

check_docker() {
  command -v docker >/dev/null || fail 'docker is not on the PATH: install Docker Engine or Docker Desktop, https://docs.docker.com/get-docker/'
  local version lowest
  version=$(docker compose version --short 2>/dev/null) || fail "docker compose is not there: Docker Compose $minimum_compose or newer is needed"
  version=${version#v}
  lowest=$(printf '%s\n%s\n' "$minimum_compose" "$version" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)
  [ "$lowest" = "$minimum_compose" ] || fail "Docker Compose $version is too old: $minimum_compose or newer is needed"
  # The Dockerfile keeps packages and builds in caches, which the builder of old can't.
  docker buildx version >/dev/null 2>&1 || fail 'docker buildx is not there: the image is built with it (package docker-buildx-plugin or docker-buildx)'
  docker info >/dev/null 2>&1 || fail 'the Docker daemon does not answer: is it running, and may this user talk to it? (docker info)'
}

# Lines of the rendered configuration: what Compose itself makes of docker-compose.yaml, .env and the environment.
read_configuration() {
  configuration=$(compose config) || fail 'docker compose config refuses docker-compose.yaml; see above'
  project=$(sed -n 's/^name: //p' <<<"$configuration")
  [ -n "$project" ] || fail 'docker compose config names no project'
  label="label=com.docker.compose.project=$project"
}

# Everything of this project, whichever profile it was started with.
find_belongings() {
  containers=$(docker ps --all --quiet --filter "$label")
  networks=$(docker network ls --quiet --filter "$label")
  volumes=''
  images=''
  if [ "$keep" = no ]; then
    volumes=$(docker volume ls --quiet --filter "$label")
    images=$(docker image ls --quiet --filter "$label" | sort -u)
  fi
}

has_belongings() {
  [ -n "$containers$networks$volumes$images" ]
}

show_belongings() {
  printf 'Belongs to the project %s and would be removed:\n' "$project"
  [ -z "$containers" ] || docker ps --all --filter "$label" --format '  container  {{.Names}}  ({{.Status}})'
  [ -z "$networks" ] || docker network ls --filter "$label" --format '  network    {{.Name}}'
  [ -z "$volumes" ] || docker volume ls --filter "$label" --format '  volume     {{.Name}}'
  [ -z "$images" ] || docker image ls --filter "$label" --format '  image      {{.Repository}}:{{.Tag}}  ({{.Size}})'
}

confirm() {
  [ "$ask" = yes ] || return 0
  local answer=''
  printf 'Remove all of this? [y/N] '
  read -r answer || true
  case "$answer" in
    y | Y | yes | Yes | YES) ;;
    *) fail 'nothing was removed, nothing was started' ;;
  esac
}

# Each list holds ids and names of Docker's, one a line and without blanks: word splitting is what makes arguments of them.
# shellcheck disable=SC2086
remove_belongings() {
  if [ -n "$containers" ]; then
    # Data that stays wants brokers that have closed their files.
    [ "$keep" = no ] || docker stop -t 60 $containers >/dev/null
    docker rm --force --volumes $containers >/dev/null
  fi
  [ -z "$networks" ] || docker network rm $networks >/dev/null
  [ -z "$volumes" ] || docker volume rm $volumes >/dev/null
  [ -z "$images" ] || docker image rm --force $images >/dev/null
}

# Somebody else's containers and ports are found before anything is removed.
check_names() {
  local name owner
  while read -r name; do
    owner=$(docker ps --all --filter "name=^/$name\$" --format '{{.Names}}={{.Label "com.docker.compose.project"}}' | head -n 1)
    case "$owner" in
      '' | "$name=$project") ;;
      *) fail "there is a container named $name that is not of this project: remove or rename it (docker rename $name other-name)" ;;
    esac
  done < <(sed -n 's/^    container_name: //p' <<<"$configuration")
}

check_ports() {
  local port
  while read -r port; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue
    [ -n "$(docker ps --quiet --filter "$label" --filter "publish=$port")" ] \
      || fail "port $port is in use by something that is not of this project (ss -ltnp 'sport = :$port')"
  done < <(sed -n 's/^ *published: "\{0,1\}\([0-9]\{1,\}\)"\{0,1\}$/\1/p' <<<"$configuration" | sort -nu)
}

# One line a container: name, state, exit status, health.
states() {
  local ids
  ids=$(docker ps --all --quiet --filter "$label")
  [ -n "$ids" ] || return 0
  # shellcheck disable=SC2086 # ids, one a line
  docker inspect --format '{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' $ids | sed 's|^/||'
}

# Containers that are not as they should be. What runs must be healthy, and what has ended must have succeeded.
unready() {
  awk '!($2 == "running" && $4 == "healthy") && !($2 == "exited" && $3 == 0) { print $1 }'
}

show_trouble() {
  local seen name
  seen=$(states)
  printf '\nNot healthy:\n'
  # What was only created waits for the others and has no log.
  for name in $(grep -v ' created ' <<<"$seen" | unready); do
    printf '\n== %s (name, state, exit status, health)\n' "$(grep "^$name " <<<"$seen")"
    docker logs --tail 40 "$name" 2>&1 | sed 's/^/   /' || true
  done
  printf '\nEverything is left as it is: docker compose ps --all, docker compose logs, ./run.sh --down\n'
}

wait_until_healthy() {
  local deadline=$((SECONDS + health_limit)) seen waiting last=''
  while :; do
    seen=$(states)
    waiting=$(unready <<<"$seen" | tr '\n' ' ')
    if [ -n "$seen" ] && [ -z "$waiting" ]; then return 0; fi
    if [ "$waiting" != "$last" ]; then
      printf 'waiting for %s\n' "${waiting:-containers}"
      last=$waiting
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      show_trouble >&2
      fail "not healthy within $health_limit s: $waiting"
    fi
    sleep 1
  done
}

print_addresses() {
  local brokers host
  brokers=$(sed -n 's|.*EXTERNAL://\([^,]*\).*|\1|p' <<<"$(grep KAFKA_ADVERTISED_LISTENERS <<<"$configuration")" | sort | tr '\n' ',')
  host=${brokers%%:*}
  printf '\nAll is healthy.\n'
  printf '  Kafka       %s\n' "${brokers%,}"
  printf '  exporter    http://%s:9308/\n' "$host"
  printf '  Prometheus  http://%s:9091/\n' "$host"
  printf '  Grafana     http://%s:3000/\n' "$host"
}

check_docker
read_configuration
if [ "$start" = yes ]; then
  check_names
  check_ports
fi
find_belongings
if has_belongings; then
  show_belongings
  confirm
  remove_belongings
elif [ "$start" = no ]; then
  printf 'Nothing of the project %s is there.\n' "$project"
fi
[ "$start" = yes ] || exit 0

compose build || fail 'the image could not be built; see above'
# It returns when everything has been started, and each start waits for the health of what it depends on.
if ! compose up --detach; then
  show_trouble >&2
  fail 'docker compose up failed; see above'
fi
wait_until_healthy
print_addresses
