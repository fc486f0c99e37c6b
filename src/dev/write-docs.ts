import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedDocs } from './generated-docs.js';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));
for (const [file, text] of generatedDocs()) {
  writeFileSync(folder + file, text);
  console.log(`docs/${file}`);
}
