/** Lays down what a row stands on: one folder a requirement, PINs blanked. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EvidenceFile } from '../regulations/property.ts';
import { redacted, redactedText } from '../sut/redaction.ts';
import type { Evidence } from './row.ts';

export interface EvidenceStore {
  /** Writes JSON files and copies case files below `evidence/<requirement id>/`; says what lies there. */
  keep(
    requirement: string,
    documents: Readonly<Record<string, unknown>>,
    files: readonly EvidenceFile[],
  ): Evidence;
  /** The value as it may be stored. */
  redacted(value: unknown): unknown;
  redactedText(text: string): string;
}

/** `folder` is the report folder being built; nothing in it is shown to anybody before it is renamed. */
export function evidenceStore(folder: string, secrets: readonly string[]): EvidenceStore {
  const store: EvidenceStore = {
    keep: (requirement, documents, files) => {
      const relative = `evidence/${requirement}`;
      const home = join(folder, relative);
      mkdirSync(home, { recursive: true });
      for (const [name, value] of Object.entries(documents)) {
        writeFileSync(join(home, name), `${JSON.stringify(redacted(value, secrets), null, 2)}\n`);
      }
      for (const file of files) laid(home, file);
      const names = [...Object.keys(documents), ...files.map((file) => basename(file.name))];
      return { folder: relative, files: [...new Set(names)] };
    },
    redacted: (value) => redacted(value, secrets),
    redactedText: (text) => redactedText(text, secrets),
  };
  return Object.freeze(store);

  function laid(home: string, file: EvidenceFile): void {
    const place = join(home, basename(file.name));
    if ('path' in file) copyFileSync(file.path, place);
    else if (typeof file.content === 'string') writeFileSync(place, redactedText(file.content, secrets));
    else writeFileSync(place, file.content);
  }
}
