/** What a verifier trusts: anchors, and the certificates and revocation lists that it was handed. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { systemCode } from '../../../foundation/system-words.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { fail } from '../errors.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { isSelfSigned } from './link.ts';
import { isTrustFile, type TrustPart, trustParts } from './trust-parts.ts';

export interface TrustStore {
  /** Self-signed certificates: where a path may end. */
  readonly anchors: readonly Certificate[];
  /** Certificates that may stand in between; they earn no trust by being here. */
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** OCSP responses, DER. */
  readonly ocsps: readonly Uint8Array[];
}

export function trustStore(parts: {
  readonly certificates: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}): TrustStore {
  const certificates = parts.certificates.map(parseCertificate);
  return Object.freeze({
    anchors: certificates.filter(isSelfSigned),
    intermediates: certificates.filter((certificate) => !isSelfSigned(certificate)),
    crls: (parts.crls ?? []).map(parseCrl),
    ocsps: parts.ocsps ?? [],
  });
}

/** What a folder held, known by its content: a copy of the folder has the same digest. */
export interface TrustFolder extends TrustStore {
  /** `sha256:…` over the certificates, lists and responses, whatever their files are called. */
  readonly digest: string;
  /** Names of what stands in the folder and holds nothing of the kind, so that nothing of it counts. */
  readonly passedOver: readonly string[];
}

/**
 * Reads a folder: certificates (self-signed ones become anchors), revocation lists and OCSP responses in `*.crt`, `*.cer`, `*.pem`,
 * `*.der`, `*.crl`, `*.ocsp`, PEM or DER; what a file holds is told by its content. Throws VERIFY_TRUST_UNREADABLE,
 * VERIFY_TRUST_FILE_UNREADABLE, VERIFY_TRUST_EMPTY, VERIFY_TRUST_DAMAGED.
 */
export async function loadTrust(dir: string): Promise<TrustFolder> {
  const parts: TrustPart[] = [];
  const passedOver: string[] = [];
  for (const { name, counts } of await entriesIn(dir)) {
    const file = join(dir, name);
    const found = counts ? partsOf(file, await orNamed(file, readFile(file))) : [];
    if (found.length === 0) passedOver.push(name);
    parts.push(...found);
  }
  const those = (wanted: TrustPart['kind']) =>
    parts.flatMap(({ kind, der }) => (kind === wanted ? [der] : []));
  const [certificates, crls, ocsps] = [those('certificate'), those('list'), those('response')];
  const store = trustStore({ certificates, crls, ocsps });
  if (store.anchors.length === 0) throw fail('VERIFY_TRUST_EMPTY', { dir });
  return Object.freeze({ ...store, digest: digestOf([...certificates, ...crls, ...ocsps]), passedOver });
}

function partsOf(file: string, bytes: Buffer): readonly TrustPart[] {
  try {
    return trustParts(bytes, /\.ocsp$/i.test(file));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    // Where exactly is for engineers, in English.
    const detail = both(error.message, 'dữ liệu không đúng cấu trúc DER');
    throw fail('VERIFY_TRUST_DAMAGED', { file, detail }, error);
  }
}

function digestOf(pieces: readonly Uint8Array[]): string {
  const each = new Set(pieces.map((piece) => createHash('sha256').update(piece).digest('hex')));
  return `sha256:${createHash('sha256')
    .update([...each].sort().join())
    .digest('hex')}`;
}

async function entriesIn(dir: string) {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw fail('VERIFY_TRUST_UNREADABLE', { dir }, error);
  });
  const named = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({ name: entry.name, counts: !entry.isDirectory() && isTrustFile(entry.name) }));
  // A link may lead to a device that never ends.
  return await Promise.all(
    named.map(async ({ name, counts }) => ({ name, counts: counts && (await isFile(join(dir, name))) })),
  );
}

const isFile = async (file: string): Promise<boolean> => (await orNamed(file, stat(file))).isFile();

/**
 * What is behind a name that leads to nothing may be the list that revokes a signer: whoever goes on without it
 * passes what he should not, so it is refused as a damaged file is.
 */
async function orNamed<Value>(file: string, value: Promise<Value>): Promise<Value> {
  try {
    return await value;
  } catch (error) {
    throw fail('VERIFY_TRUST_FILE_UNREADABLE', { file, reason: systemCode(error) }, error);
  }
}
