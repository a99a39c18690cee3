#!/usr/bin/env node
// Node 22 and later keep compiled code between runs. It must be switched on before anything else is loaded.
if (Number.parseInt(process.versions.node, 10) >= 22) require('node:module').enableCompileCache?.();
require('../dist/main.cjs').runProcess();
