import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles } from './samples/files.js';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));

for (const folder of ['trusts', 'broken']) await rm(join(SAMPLES, folder), { recursive: true, force: true });
for (const { path, text } of sampleFiles()) {
  await mkdir(join(SAMPLES, path, '..'), { recursive: true });
  await writeFile(join(SAMPLES, path), text);
}
