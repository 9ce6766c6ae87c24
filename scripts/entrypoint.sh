#!/bin/sh
# The image's commands: web, worker, or all (both, as `npm start` runs them); secrets for the compose file; tandem for the command line.
set -eu
cd "$(dirname "$0")/.."
case "${1:-all}" in
  web) exec node scripts/part.ts web ;;
  worker) exec node --conditions=react-server --max-semi-space-size=4 scripts/part.ts worker ;;
  all) exec node scripts/start.ts ;;
  secrets) exec node scripts/part.ts secrets "$2" ;;
  tandem) shift; exec node --conditions=react-server cli/main.ts "$@" ;;
  *) exec "$@" ;;
esac
