#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between runs. It must be switched on before anything else is loaded.
module.enableCompileCache?.();
await import('../dist/bin.js');
