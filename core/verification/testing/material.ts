/** Signed documents for the tests of this folder, made with the project's own PKI and signer and keys in software. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { createPki, type IssueOverrides, type Pki, parsePkiDescription } from '../../pki/index.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../signing/index.ts';
import { loadTrust } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';

/** The moment at which everything in the tests happens, unless a test says otherwise. */
export const now = '2026-03-02T01:00:00Z';

export interface Material {
  readonly dir: string;
  readonly pki: Pki;
  signer(subscriber: string, overrides?: IssueOverrides): Promise<TokenSigner & { readonly serial: string }>;
  /** A document with the person's and then the agency's signature. */
  signed(options?: SignedOptions): Promise<Uint8Array>;
  policy(changes?: Partial<Policy>): Promise<Policy>;
  remove(): void;
}

export interface SignedOptions {
  readonly document?: string;
  /** The document's bytes, when they are not the fixture's. */
  readonly bytes?: Uint8Array;
  readonly person?: TokenSigner;
  readonly agency?: TokenSigner | null;
  readonly timeStampUrl?: string;
  readonly at?: string;
  /** By which it is signed; hai-phong-2025 unless said otherwise. */
  readonly regulation?: string;
}

export async function material(): Promise<Material> {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-verification-'));
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  const pki = await createPki({
    description: parsePkiDescription(yaml),
    dir: join(dir, 'pki'),
    clock: fixedClock(now),
  });
  const people = new Map<string, Promise<TokenSigner & { readonly serial: string }>>();

  async function signer(subscriber: string, overrides?: IssueOverrides) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const issued = await pki.issue(subscriber, spki, overrides);
    return softwareSigner(privateKey, issued.der, issued.chain, issued.serial);
  }

  function usual(subscriber: string) {
    const known = people.get(subscriber) ?? signer(subscriber);
    people.set(subscriber, known);
    return known;
  }

  return Object.freeze({
    dir,
    pki,
    signer,
    signed: async (options: SignedOptions = {}) => {
      const timeStamp =
        options.timeStampUrl === undefined ? {} : { timeStamp: { url: options.timeStampUrl } };
      const regulation = options.regulation ?? 'hai-phong-2025';
      const common = { regulation, clock: fixedClock(options.at ?? now), ...timeStamp };
      const document = options.document ?? 'cong-van-classic.pdf';
      const person = options.person ?? (await usual('chu-tich'));
      const personal = await signPdf({
        ...common,
        pdf: options.bytes ?? fixture('documents', document),
        signer: person,
        appearance: personalAppearance(document),
      });
      if (options.agency === null) return personal;
      const agency = options.agency ?? (await usual('ubnd-hai-phong'));
      return signPdf({ ...common, pdf: personal, signer: agency, appearance: sealAppearance() });
    },
    policy: async (changes: Partial<Policy> = {}) => ({
      trust: await loadTrust(pki.trustDir),
      at: new Date(now),
      regulation: 'hai-phong-2025' as const,
      ...changes,
    }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  });
}

export function softwareSigner(
  key: KeyObject,
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
  serial: string,
): TokenSigner & { readonly serial: string } {
  return Object.freeze({
    certificate,
    chain,
    serial,
    scheme: key.asymmetricKeyType === 'ec' ? 'ecdsa-sha256' : 'rsa-pkcs1-sha256',
    sign: async (data: Uint8Array) => sign('sha256', data, key),
    close: () => {},
  });
}

export const fixture = (...parts: readonly string[]): Uint8Array =>
  new Uint8Array(readFileSync(join(projectRoot, 'fixtures', ...parts)));

interface FixtureDocument {
  readonly file: string;
  readonly signer: { readonly title: string; readonly name: string };
}

export function personalAppearance(document: string): Appearance {
  const list = JSON.parse(Buffer.from(fixture('documents', 'documents.json')).toString()) as {
    documents: FixtureDocument[];
  };
  const found = list.documents.find(({ file }) => file === document);
  if (found === undefined) throw new Error(`no fixture ${document}`);
  const { title, name } = found.signer;
  return { kind: 'personal', image: fixture('images', 'chu-ky-xanh.png'), anchor: { title, name } };
}

export function sealAppearance(): Appearance {
  return { kind: 'agency', image: fixture('images', 'dau-do.png'), sizeMm: { width: 36, height: 36 } };
}
