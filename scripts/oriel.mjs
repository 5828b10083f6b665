#!/usr/bin/env node
// `npx oriel …`: dashboards and data views as files.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(path.join(path.dirname(fileURLToPath(import.meta.url)), 'cli', 'main.ts')).href);
