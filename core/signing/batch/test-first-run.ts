/** For tests: people with keys at hand, a PKI that serves time stamps, and the options of a first run of signing. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { createPki, type Pki, parsePkiDescription } from '../../pki/index.ts';
import { type EvidenceSources, evidenceSources } from '../long-term/pool.ts';
import type { SignOptions } from '../sign-pdf.ts';
import { fixture, softwareSigner } from '../test-material.ts';
import { anchor, hand } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

export const clock = fixedClock('2026-11-22T02:30:15.678Z');
/** When the second run takes place. */
export const later = fixedClock('2026-11-22T08:00:00Z');
export const letter = fixture('documents', 'cong-van-cho-so.pdf');

export interface FirstRun {
  readonly pki: Pki;
  /** One subscriber has two certificates; `key` is of the first. */
  readonly first: TokenSigner;
  readonly key: KeyObject;
  readonly other: TokenSigner;
  readonly agency: TokenSigner;
  readonly usual: SignOptions;
  /** What makes it B-T, and B-LT on demand. */
  time(): { readonly timeStamp: { readonly url: string }; readonly evidence: EvidenceSources };
  end(): Promise<void>;
}

export async function firstRun(): Promise<FirstRun> {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-already-'));
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  const pki = await createPki({ description: parsePkiDescription(yaml), dir: join(folder, 'pki'), clock });
  const served = await pki.serve();
  const signer = async (subscriber: string, key: KeyObject): Promise<TokenSigner> => {
    const { der, chain } = await pki.issue(subscriber, publicOf(key));
    return softwareSigner(key, der, chain);
  };
  const key = newKey();
  const first = await signer('chu-tich', key);
  return Object.freeze({
    pki,
    first,
    key,
    other: await signer('chu-tich', newKey()),
    agency: await signer('ubnd-hai-phong', newKey()),
    usual: {
      pdf: letter,
      signer: first,
      appearance: { kind: 'personal', image: hand, anchor },
      regulation: 'hai-phong-2025',
      clock,
      numbering: { number: 'found', date: 'found' },
      extent: 'checked',
    },
    time: () => ({ timeStamp: { url: `${served.url}/tsa` }, evidence: evidenceSources(pki.trustDir, []) }),
    end: async () => {
      await served.close();
      pki.close();
      rmSync(folder, { recursive: true, force: true });
    },
  } as const);
}

const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const publicOf = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' });

export function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  flip(copy, at);
  return copy;
}

export function flip(bytes: Buffer, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}
