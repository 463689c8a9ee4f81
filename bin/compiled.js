// Keeps what the engine made of our files, so that the next start need not make it again: half of the time of a short verb.
// Plain JavaScript on purpose, as congvu.js.
import { mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

/** In our own folder and its owner's alone: whoever can write there has his code run. Without such a folder: as before. */
const compiledFolder = fileURLToPath(new URL('../.congvu/compiled', import.meta.url));

export function keepCompiled() {
  try {
    mkdirSync(compiledFolder, { recursive: true, mode: 0o700 });
  } catch {
    // An installation that this user cannot write in.
    return;
  }
  nodeModule.enableCompileCache(compiledFolder);
}
