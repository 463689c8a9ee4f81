/** What signing a document costs besides the token, with pictures and text: processor time of the whole process. */
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Appearance, signMany, type TokenSigner } from '../../core/signing/index.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { signedAt, softwareSigners } from '../corpus/signed-documents.ts';
import { type UnsignedDocument, unsignedDocuments } from '../corpus/unsigned-documents.ts';
import type { Prepared, Ratio, Scenario, Series } from '../measure/scenario.ts';

const documents = 40;

export const signPdfVisible: Scenario = Object.freeze({
  name: 'sign-pdf-visible',
  summary: `own work of signing ${documents} documents of about 100 kB, with pictures and text, without the token`,
  rounds: 5,
  prepare: async (folder: string, { milliseconds }: { readonly milliseconds: number }): Promise<Prepared> => {
    const { person, agency, pki } = await softwareSigners(folder);
    pki.close();
    const letters = await unsignedDocuments(join(folder, 'letters'), documents);
    const signed = await personallySigned(letters, person, join(folder, 'signed'));
    const work = (id: string, title: string, files: readonly UnsignedDocument[], signer: TokenSigner) =>
      series(id, title, () => ownRate(files, signer, appearances[id] ?? (() => invisible), milliseconds));
    return Object.freeze({
      series: [
        series('floor', 'read, append, hash and RSA verify alone (node:crypto)', async () =>
          floorRate(letters, milliseconds),
        ),
        work('invisible', 'invisible', letters, person),
        work(
          'personal',
          'personal signature: picture between title and name, found in the text',
          letters,
          person,
        ),
        work('agency', 'seal: picture over the personal signature, which is checked first', signed, agency),
        work('copy', 'copy: text where page 1 has room for it', letters, agency),
      ],
      ratios: Object.keys(appearances).map(
        (id): Ratio => ({
          id: `${id} / cryptography alone`,
          of: id,
          to: 'floor',
          better: 'higher',
        }),
      ),
      missing: [],
      close: async () => undefined,
    });
  },
});

const invisible: Appearance = { kind: 'invisible' };
const picture = (name: string) => readFileSync(join(projectRoot, 'fixtures/images', name));
const [blue, red] = [picture('chu-ky-xanh.png'), picture('dau-do.png')];

const appearances: Readonly<Record<string, (document: UnsignedDocument) => Appearance>> = {
  invisible: () => invisible,
  personal: ({ title, name }) => ({ kind: 'personal', image: blue, anchor: { title, name } }),
  agency: () => ({ kind: 'agency', image: red, sizeMm: { width: 36, height: 36 } }),
  copy: () => ({ kind: 'copy', copyForm: 'Sao y', agencyName: 'Ủy ban nhân dân thành phố Hải Phòng' }),
};

function series(id: string, title: string, measure: () => Promise<number>): Series {
  return { id, title, unit: 'documents/s', better: 'higher', measure };
}

/** Documents for each second of processor time, all threads together, without what the software key takes. */
async function ownRate(
  files: readonly UnsignedDocument[],
  signer: TokenSigner,
  appearance: (document: UnsignedDocument) => Appearance,
  milliseconds: number,
): Promise<number> {
  let token = 0;
  const watched: TokenSigner = {
    ...signer,
    sign: async (data) => {
      const before = processorTime();
      const signature = await signer.sign(data);
      token += processorTime() - before;
      return signature;
    },
  };
  const begun = performance.now();
  function* jobs() {
    for (let next = 0; performance.now() - begun < milliseconds; next++) {
      yield files[next % files.length] as UnsignedDocument;
    }
  }
  const before = processorTime();
  let done = 0;
  for await (const one of signMany(jobs(), (document) =>
    optionsFor(document, watched, appearance(document)),
  )) {
    if ('refused' in one) throw one.refused;
    done++;
  }
  return (done / (processorTime() - before - token)) * 1000;
}

function optionsFor({ file }: UnsignedDocument, signer: TokenSigner, appearance: Appearance) {
  return {
    pdf: readFileSync(file),
    signer,
    appearance,
    regulation: 'hai-phong-2025',
    clock: fixedClock(signedAt),
    extent: 'checked',
  } as const;
}

async function personallySigned(
  letters: readonly UnsignedDocument[],
  person: TokenSigner,
  folder: string,
): Promise<readonly UnsignedDocument[]> {
  const made: UnsignedDocument[] = [];
  const appearance = appearances.personal ?? (() => invisible);
  for await (const one of signMany(letters, (letter) => optionsFor(letter, person, appearance(letter)))) {
    if ('refused' in one) throw one.refused;
    const file = `${folder}-${made.length}.pdf`;
    writeFileSync(file, one.signed.pdf);
    made.push({ ...one.job, file });
  }
  return made;
}

/** No signer can do less: the file is read, a revision with room for the signature appended, all but the hole hashed, the signature tried. */
function floorRate(files: readonly UnsignedDocument[], milliseconds: number): number {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = Buffer.alloc(170, 1);
  const signature = sign('sha256', attributes, privateKey);
  const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  const revision = Buffer.alloc(34_000, '0');
  const [begun, before] = [performance.now(), processorTime()];
  let done = 0;
  for (; performance.now() - begun < milliseconds; done++) {
    const bytes = readFileSync((files[done % files.length] as UnsignedDocument).file);
    const whole = Buffer.concat([bytes, revision]);
    createHash('sha256')
      .update(whole.subarray(0, bytes.length + 1200))
      .digest();
    verify('sha256', attributes, key, signature);
  }
  return (done / (processorTime() - before)) * 1000;
}

/** Milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
