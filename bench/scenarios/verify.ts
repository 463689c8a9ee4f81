/** Verified documents a second: every check on, on one core and on all, against the cryptography alone. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { collectFacts, loadTrust, verifyAll, verifyPdf } from '../../core/verification/index.ts';
import { type Corpus, signedDocuments } from '../corpus/signed-documents.ts';
import { fail } from '../errors.ts';
import type { Prepared, Scenario, Series } from '../measure/scenario.ts';
import { pdfboxPeer } from '../peers/pdfbox.ts';

const documents = 200;
const people = 25;
/** More than a run keeps under way. */
const readyAhead = 300;

export const verifyDocuments: Scenario = Object.freeze({
  name: 'verify',
  summary: `${documents} documents of about 100 kB with two RSA-2048 signatures each, ${people} signers`,
  rounds: 9,
  prepare: async (folder: string, { milliseconds }: { readonly milliseconds: number }): Promise<Prepared> => {
    const corpus = await signedDocuments(folder, documents, people);
    const cores = availableParallelism();
    const floor = floorSeries(corpus, milliseconds);
    const all = cores > 1 ? allCores(corpus, milliseconds, cores) : undefined;
    const pdfbox = await pdfboxPeer(corpus, { folder, milliseconds });
    const ofPdfbox = 'series' in pdfbox ? [pdfbox.series] : [];
    return Object.freeze({
      series: [floor, await oneCore(corpus, milliseconds), ...(all === undefined ? [] : [all]), ...ofPdfbox],
      ratios: [
        { id: 'one core / cryptography alone', of: 'congvu-1', to: 'floor', better: 'higher' as const },
        ...(cores > 1
          ? [{ id: `${cores} cores / one`, of: `congvu-${cores}`, to: 'congvu-1', better: 'higher' as const }]
          : []),
        ...ofPdfbox.map(({ id }) => ({
          ...{ id: 'one core / PDFBox', of: 'congvu-1', to: id },
          better: 'higher' as const,
        })),
      ],
      missing: [...(cores > 1 ? [] : ['a second core']), ...('missing' in pdfbox ? [pdfbox.missing] : [])],
      close: async () => {
        await all?.end();
        if ('series' in pdfbox) await pdfbox.end();
      },
    });
  },
});

const common = { unit: 'documents/s', better: 'higher' } as const;

/** Reads the file, hashes what each of its signatures covers, verifies as many signatures with keys at hand: no verifier can do less. */
function floorSeries({ files }: Corpus, milliseconds: number): Series {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = Buffer.alloc(170, 1);
  const signature = sign('sha256', attributes, privateKey);
  const key: KeyObject = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  const jobs = files.map((file) => ({
    file,
    ranges: collectFacts(readFileSync(file)).signatures.map(({ byteRange }) => byteRange),
  }));
  const one = (index: number): void => {
    const { file, ranges } = jobs[index % jobs.length] ?? { file: '', ranges: [] };
    const bytes = readFileSync(file);
    for (const [, length = 0, resume = 0, rest = 0] of ranges) {
      const covered = createHash('sha256').update(bytes.subarray(0, length));
      covered.update(bytes.subarray(resume, resume + rest)).digest();
      if (!verify('sha256', attributes, key, signature))
        throw fail('BENCH_PEER_FAILED', { peer: 'node:crypto', detail: 'it refused a good signature' });
    }
  };
  return {
    ...common,
    id: 'floor',
    title: 'read, hash and RSA verify alone (node:crypto), one thread',
    measure: async () => rateOf(one, milliseconds),
  };
}

async function oneCore({ files, trust: dir, at }: Corpus, milliseconds: number): Promise<Series> {
  const policy = { trust: await loadTrust(dir), at: new Date(at), regulation: 'hai-phong-2025' } as const;
  return {
    ...common,
    id: 'congvu-1',
    title: 'congvu verify, one thread',
    measure: async () =>
      rateOf((index) => {
        const file = files[index % files.length] ?? '';
        expectPassed(verifyPdf(readFileSync(file), policy).verdict, file);
      }, milliseconds),
  };
}

/** As `congvu verify DIR` does it: a thread a core, results in order. The threads live as long as the scenario. */
function allCores(
  corpus: Corpus,
  milliseconds: number,
  cores: number,
): Series & { readonly end: () => Promise<void> } {
  async function* again() {
    for (let index = 0; ; index++) yield corpus.files[index % corpus.files.length] ?? '';
  }
  const assignment = {
    trust: corpus.trust,
    at: corpus.at,
    regulation: 'hai-phong-2025',
    as: 'original',
    form: 'json',
    language: 'en',
  } as const;
  const results = verifyAll(again(), assignment, cores);
  const next = async (): Promise<void> => {
    const { value } = await results.next();
    if (value !== undefined) expectPassed(value.verdict, value.file);
  };
  return {
    ...common,
    id: `congvu-${cores}`,
    title: `congvu verify, ${cores} threads`,
    measure: async () => {
      // What was ready already was not made in this time.
      for (let ready = 0; ready < readyAhead; ready++) await next();
      const began = performance.now();
      let done = 0;
      while (performance.now() - began < milliseconds) {
        await next();
        done++;
      }
      return (done / (performance.now() - began)) * 1000;
    },
    end: async () => void (await results.return(undefined)),
  };
}

function rateOf(work: (index: number) => void, milliseconds: number): number {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < milliseconds) work(done++);
  return (done / (performance.now() - began)) * 1000;
}

/** A document that does not pass is quicker: a figure over such documents would be worth nothing. */
function expectPassed(verdict: string, file: string): void {
  if (verdict !== 'TOTAL-PASSED')
    throw fail('BENCH_PEER_FAILED', { peer: 'congvu verify', detail: `${file}: ${verdict}` });
}
