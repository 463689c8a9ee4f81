/** What the judges must not accept: each case breaks one thing in a signature that they accept. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfboxPresent } from '../../../ci/pdfbox/judge.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { fillContents } from '../../pdf/writing/index.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedAttributes, signedDataOf } from '../cms/cms.ts';
import { readElement, readElements } from '../cms/der.ts';
import { timeStampFor } from '../servers/time-stamp.ts';
import { type SignOptions, signPdf } from '../sign-pdf.ts';
import { fixture, type TestPki, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { prepareSignature } from '../two-phase/prepare.ts';
import { judgedByOpenssl, judgedByPdfbox, judgedByPdfsig, pdfboxOn } from './judges.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const letter = fixture('documents', 'cong-van-classic.pdf');
const folder = mkdtempSync(join(tmpdir(), 'congvu-wrong-'));
const path = join(folder, 'file.pdf');
const roots = join(folder, 'roots.pem');
let pki: TestPki;
let stamping: Pki;
let served: ServedPki;
let person: TokenSigner;

beforeAll(async () => {
  pki = await testPki();
  person = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' });
  const description = parsePkiDescription(
    'name: P\nroot: { subject: { commonName: Root } }\nsub: { subject: { commonName: Sub } }\nsubscribers: []\n',
  );
  stamping = await createPki({ description, dir: join(folder, 'pki'), clock });
  served = await stamping.serve();
  const der = Buffer.from(stamping.authorities.root.certificate).toString('base64');
  writeFileSync(roots, `${pki.rootPem}\n-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`);
});
afterAll(async () => {
  await served.close();
  stamping.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = (): SignOptions => ({
  ...{ pdf: letter, signer: person, appearance: { kind: 'invisible' } as const },
  ...{ clock, regulation: 'none' },
});
const prepared = () => prepareSignature({ ...options(), timeStamped: true });
const question = { file: path, roots, at: clock.now() };

/** What PDFBox with BouncyCastle holds against a file, by code. */
async function faults(file: Uint8Array, more: object = {}): Promise<readonly string[]> {
  writeFileSync(path, file);
  const said = await pdfboxOn({ ...question, ...more });
  const all = [said?.faults ?? [], ...(said?.signatures ?? []).map((one) => one.faults)].flat();
  return all.map(({ code }) => code);
}

/** A signature over other attributes than ours, with everything else as it should be. */
async function signedOver(change: (attributes: Uint8Array) => Uint8Array): Promise<Uint8Array> {
  const { file, holes, attributes: ours } = await prepared();
  const attributes = change(ours);
  const signature = await person.sign(attributes);
  const { scheme, chain } = person;
  const certificate = certificateOf(person.certificate);
  fillContents(file, holes, signedDataOf({ scheme, attributes, signature, certificate, chain }));
  return file;
}

async function stamped(over: (signature: Uint8Array) => Uint8Array): Promise<Uint8Array> {
  const { file, holes, attributes } = await prepared();
  const signature = await person.sign(attributes);
  const { scheme, chain } = person;
  const certificate = certificateOf(person.certificate);
  const timeStamp = await timeStampFor(over(signature), { url: `${served.url}/tsa`, hash: 'sha256' });
  const parts = { scheme, attributes, signature, certificate, chain, timeStamp };
  fillContents(file, holes, signedDataOf(parts));
  return file;
}

/** The last of the attributes first. */
function turned(attributes: Uint8Array): Uint8Array {
  const { content } = readElement(attributes);
  const parts = readElements(content).map(({ bytes }) => bytes);
  return Buffer.concat([attributes.subarray(0, attributes.length - content.length), ...parts.toReversed()]);
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('all judges', () => {
  it('accept it as it should be, and complain about one changed letter', async () => {
    const file = await signPdf(options());
    writeFileSync(path, file);
    judgedByPdfsig(path);
    judgedByOpenssl(file, roots, folder);
    await judgedByPdfbox(question, 1);
    const changed = flipped(file, Buffer.from(file).indexOf('/Producer') + 12);
    expect(await faults(changed)).toEqual(pdfboxPresent() ? ['DIGEST'] : []);
    expect(() => judgedByPdfsig(path)).toThrow();
    expect(() => judgedByOpenssl(changed, roots, folder)).toThrow();
  });
});

// skipped where PDFBox is not installed: set-up says so, and CI=true forbids it
describe.skipIf(!pdfboxPresent())('PDFBox with BouncyCastle', () => {
  it('accepts what the cases below start from', async () => {
    expect(await faults(await signedOver((attributes) => attributes))).toEqual([]);
    expect(await faults(await stamped((signature) => signature))).toEqual([]);
  });

  it('complains about signed attributes in another order', async () => {
    expect(await faults(await signedOver(turned))).toEqual(['DER', 'SIGNATURE']);
  });

  it('complains about certificates in another order than that of DER', async () => {
    const [first = '', second = ''] = [person.certificate, ...person.chain]
      .toSorted(Buffer.compare)
      .map((der) => Buffer.from(der).toString('hex'));
    const file = Buffer.from(await signPdf(options())).toString('latin1');
    expect(file).toContain(first + second);
    const other = file.replace(first + second, second + first);
    expect(await faults(Buffer.from(other, 'latin1'))).toEqual(['DER']);
  });

  it('complains about a signing-certificate attribute that names another certificate', async () => {
    const sha256 = (der: Uint8Array) => createHash('sha256').update(der).digest();
    const other = await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:001099000002' });
    const named = await signedOver((attributes) => {
      const changed = Buffer.from(attributes);
      sha256(other.certificate).copy(changed, changed.indexOf(sha256(person.certificate)));
      return changed;
    });
    expect(await faults(named)).toEqual(['ESS']);
    // The serial number stands last.
    expect(await faults(await signedOver((it) => flipped(it, it.length - 1)))).toEqual(['ESS']);
  });

  it('complains about a signing time in PAdES, where it does not belong', async () => {
    const timed = await signedOver((attributes) => {
      const digest =
        readElements(readElement(attributes).content)[1]?.bytes.subarray(-32) ?? new Uint8Array();
      return signedAttributes(digest, certificateOf(person.certificate), clock.now());
    });
    expect(await faults(timed)).toEqual(['SIGNING_TIME']);
  });

  it('complains about something else than zeros behind the signature', async () => {
    const file = await signPdf(options());
    const end = Buffer.from(file).indexOf('0>', Buffer.from(file).indexOf('/Contents <'));
    file[end] = '1'.charCodeAt(0);
    expect(await faults(file)).toEqual(['PADDING']);
  });

  it('complains about a byte range that leaves out more than the signature', async () => {
    const file = Buffer.from(await signPdf(options()));
    const [, range = '', start = '', resume = ''] =
      /\/ByteRange \[(0 (\d+) (\d+) \d+ *)\]/.exec(file.toString('latin1')) ?? [];
    const shorter = range
      .replace(` ${start} ${resume}`, ` ${Number(start) - 2} ${resume}`)
      .padEnd(range.length);
    file.write(shorter.slice(0, range.length), file.indexOf(range), 'latin1');
    expect(await faults(file)).toEqual(['BYTE_RANGE']);
  });

  it('complains about another root, for signatures and for time stamps', async () => {
    const file = await stamped((signature) => signature);
    const strangers = join(folder, 'strangers.pem');
    writeFileSync(strangers, (await testPki()).rootPem);
    expect(await faults(file, { roots: strangers })).toEqual(['TIME_STAMP_CHAIN', 'CHAIN']);
  });

  it('complains about a chain that no longer holds, unless a time stamp proves when', async () => {
    const later = { at: new Date('2031-01-01T00:00:00Z') };
    expect(await faults(await signPdf(options()), later)).toEqual(['CHAIN']);
    expect(await faults(await stamped((signature) => signature), later)).toEqual([]);
  });

  it('complains about a time stamp of another signature', async () => {
    expect(await faults(await stamped((signature) => flipped(signature, 9)))).toEqual(['TIME_STAMP_IMPRINT']);
  });

  it('complains about proof that is missing', async () => {
    expect(await faults(await signPdf(options()), { proven: true })).toEqual(['CHAIN']);
  });
});
