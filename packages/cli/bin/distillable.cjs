#!/usr/bin/env node
const { enableCompileCache } = require('node:module');

// Node 22 and later keep compiled code between runs. It must be switched on before anything else is loaded.
enableCompileCache?.();
require('../dist/bin.cjs');
