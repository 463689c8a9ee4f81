/** The operation `sign`: one signature of the asked kind on one document. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { type Appearance, openTokenSigner, refuseTaken, signPdf, writeSigned } from '../signing/index.ts';
import { fail } from './errors.ts';
import { parseSign, type SignParameters } from './requests.ts';

export async function signOperation(parameters: unknown, clock: Clock): Promise<{ output: string }> {
  const asked = parseSign(parameters);
  // Before the key is asked, as `congvu sign` does; whoever runs the adapter names outputs that may be replaced.
  refuseTaken(asked.output, true);
  const appearance = await appearanceOf(asked);
  const pdf = await inputFile(asked.document);
  const { module, label, pin } = asked.token;
  const signer = await openTokenSigner({ module, tokenLabel: label, pin });
  try {
    const signed = await signPdf({
      pdf,
      signer,
      appearance,
      regulation: asked.regulation,
      clock,
      ...(asked.timeStampUrl === undefined ? {} : { timeStamp: { url: asked.timeStampUrl } }),
    });
    const output = join(dirname(asked.output), basename(asked.output));
    writeSigned(output, signed, true);
    return { output };
  } finally {
    signer.close();
  }
}

async function appearanceOf(asked: SignParameters): Promise<Appearance> {
  switch (asked.as) {
    case 'personal':
      return {
        kind: 'personal',
        image: await inputFile(needed(asked.image, 'image')),
        anchor: needed(asked.anchor, 'anchor'),
      };
    case 'agency':
      // The seal stands for the agency; whoever signs on another's behalf does so with their own certificate (article 9.5).
      if (asked.onBehalf !== undefined) throw fail('ADAPTER_ON_BEHALF_NOT_PERSONAL');
      return {
        kind: 'agency',
        image: await inputFile(needed(asked.image, 'image')),
        sizeMm: needed(asked.sizeMm, 'sizeMm'),
      };
    case 'copy':
      return {
        kind: 'copy',
        copyForm: needed(asked.copyForm, 'copyForm'),
        agencyName: needed(asked.agencyName, 'agencyName'),
      };
    case 'attachment':
    case 'annex':
      return { kind: asked.as, documentNumber: needed(asked.documentNumber, 'documentNumber') };
  }
}

function needed<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw fail('ADAPTER_REQUEST_INVALID', { place: `parameters/${name} (missing)` });
  return value;
}

async function inputFile(path: string): Promise<Uint8Array> {
  try {
    // A device never ends.
    if ((await stat(path)).isFile()) return await readFile(path);
  } catch (cause) {
    throw fail('ADAPTER_FILE_UNREADABLE', { file: path }, cause);
  }
  throw fail('ADAPTER_FILE_UNREADABLE', { file: path });
}
