#!/bin/sh
# Builds ../editor.js from these sources and the pinned packages, which `maak.sh` fetches.
set -e
cd "$(dirname "$0")"
{
  echo "/*! The editor of Ketengraaf. Holds CodeMirror 6 and what it needs, each under the MIT licence: */"
  for package in @codemirror/autocomplete @codemirror/commands @codemirror/language @codemirror/legacy-modes \
    @codemirror/lint @codemirror/search @codemirror/state @codemirror/view @lezer/common @lezer/highlight @lezer/lr \
    @marijn/find-cluster-break crelt style-mod w3c-keyname; do
    echo "/*! $package $(node -p "require('./node_modules/$package/package.json').version")"
    cat "node_modules/$package/LICENSE"
    echo "*/"
  done
  node_modules/.bin/esbuild bron/editor.js --bundle --format=esm --minify --target=es2022 --charset=utf8 --log-level=warning
} > ../editor.js.half
mv ../editor.js.half ../editor.js  # whole or not at all
