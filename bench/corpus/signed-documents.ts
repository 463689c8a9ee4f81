/** Signed documents to verify: made here, two signatures each, half with tables and half with cross-reference streams. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPki, type Pki, parsePkiDescription } from '../../core/pki/index.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../core/signing/index.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { withPicture } from './large-document.ts';

export interface Corpus {
  readonly dir: string;
  readonly trust: string;
  readonly files: readonly string[];
  /** As these, of about 100 kB whatever these have. */
  readonly small: readonly string[];
  /** The time at which everything was signed, ISO 8601. */
  readonly at: string;
}

export interface CorpusPlan {
  readonly documents: number;
  /** Different persons that sign, before one agency. */
  readonly people: number;
  /** Bytes of a picture that makes them large; 0 for none: then they have about 100 kB. */
  readonly pictureBytes: number;
  /** How many more of about 100 kB are made; left out, the documents have no picture and are small themselves. */
  readonly small?: number;
}

/** The moment at which everything is signed. */
export const signedAt = '2026-03-02T01:00:00Z';
const bases = [
  { name: 'cong-van-classic.pdf', streams: false },
  { name: 'cong-van-xref-stream.pdf', streams: true },
] as const;

/** Somebody who can sign, with a key in software. */
export interface SoftwareSigners {
  readonly pki: Pki;
  readonly person: TokenSigner;
  readonly agency: TokenSigner;
}

export async function softwareSigners(dir: string): Promise<SoftwareSigners> {
  const pki = await madePki(dir);
  return Object.freeze({
    pki,
    person: await signer(pki, 'chu-tich'),
    agency: await signer(pki, 'ubnd-hai-phong'),
  });
}

function madePki(dir: string): Promise<Pki> {
  const description = parsePkiDescription(
    readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8'),
  );
  return createPki({ description, dir: join(dir, 'pki'), clock: fixedClock(signedAt) });
}

/** Keys are made in software: no token is measured here. */
export async function signedDocuments(dir: string, plan: CorpusPlan): Promise<Corpus> {
  const { documents, people, pictureBytes, small } = plan;
  const { pki, agency } = await softwareSigners(dir);
  const persons: TokenSigner[] = [];
  for (let count = 0; count < people; count++) persons.push(await signer(pki, 'chu-tich'));
  const folder = join(dir, 'documents');
  const files = await writtenTo(folder, { documents, pictureBytes, persons, agency });
  const others = { documents: small ?? 0, pictureBytes: 0, persons, agency };
  return Object.freeze({
    dir: folder,
    trust: pki.trustDir,
    files,
    small: small === undefined ? files : await writtenTo(join(dir, 'small'), others),
    at: signedAt,
  });
}

interface ToWrite extends Pick<CorpusPlan, 'documents' | 'pictureBytes'> {
  readonly persons: readonly TokenSigner[];
  readonly agency: TokenSigner;
}

async function writtenTo(
  folder: string,
  { documents, pictureBytes, persons, agency }: ToWrite,
): Promise<readonly string[]> {
  mkdirSync(folder);
  const files: string[] = [];
  const invisible: Appearance = { kind: 'invisible' };
  const common = {
    regulation: 'hai-phong-2025',
    clock: fixedClock(signedAt),
    appearance: invisible,
  } as const;
  for (let number = 0; number < documents; number++) {
    const base = await baseOf(number, pictureBytes);
    const person = persons[number % persons.length] ?? agency;
    const personal = await signPdf({ ...common, pdf: base, signer: person });
    const file = join(folder, `${`${number}`.padStart(5, '0')}.pdf`);
    writeFileSync(file, await signPdf({ ...common, pdf: personal, signer: agency }));
    files.push(file);
  }
  return files;
}

async function baseOf(number: number, pictureBytes: number): Promise<Uint8Array> {
  const { name, streams } = bases[number % 2 === 0 ? 0 : 1];
  const base = readFileSync(join(projectRoot, 'fixtures/documents', name));
  return pictureBytes === 0 ? base : withPicture(base, { bytes: pictureBytes, seed: number, streams });
}

async function signer(pki: Pki, subscriber: string): Promise<TokenSigner> {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key: KeyObject = createPrivateKey(pair.privateKey);
  const { der, chain } = await pki.issue(subscriber, pair.publicKey);
  return Object.freeze({
    certificate: der,
    chain,
    scheme: 'rsa-pkcs1-sha256' as const,
    sign: async (data: Uint8Array) => sign('sha256', data, key),
    close: () => undefined,
  });
}
