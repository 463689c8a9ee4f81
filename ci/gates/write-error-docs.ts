/** Writes docs/errors.md from the error tables (`npm run docs:errors`). */
import { fileURLToPath } from 'node:url';
import { writeErrorPage } from './error-docs.ts';

await writeErrorPage(fileURLToPath(new URL('../..', import.meta.url)));
