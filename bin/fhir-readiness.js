#!/usr/bin/env node
'use strict';

// CommonJS (see package.json beside it): node starts it sooner than a module.
const { join } = require('node:path');
const { start } = require('../dist/program/start.cjs');

start(join(__dirname, '../dist/program'), process.argv.slice(2));
