/** Verified documents a second: every check on, on one core and on all, against the cryptography alone. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import {
  collectFacts,
  contentInSteps,
  type Examined,
  filesTogether,
  loadTrust,
  together,
  verifyAll,
} from '../../core/verification/index.ts';
import { type Corpus, type CorpusPlan, signedDocuments } from '../corpus/signed-documents.ts';
import { fail } from '../errors.ts';
import type { Prepared, Scenario, Series } from '../measure/scenario.ts';
import { pdfboxPeer } from '../peers/pdfbox.ts';

const people = 25;
const megabyte = 1024 * 1024;
/** More than a run keeps under way. */
const readyAhead = 300;
/**
 * Of each thread: by then the machine has compiled the program for good (from 10,000 to 30,000 a thread gains another tenth);
 * an archive has more. A thread that is not warm compiles on the core that another one is measured on.
 */
const warmUp = 30_000;

export const verifyDocuments: Scenario = verifyScenario(
  'verify',
  `500 documents of about 100 kB with two RSA-2048 signatures each, ${people} signers`,
  { documents: 500, people, pictureBytes: 0 },
);

export const verifyLargeDocuments: Scenario = verifyScenario(
  'verify-large',
  `20 documents of about 5 MB with two RSA-2048 signatures each, ${people} signers`,
  { documents: 20, people, pictureBytes: 5 * megabyte },
);

function verifyScenario(name: string, summary: string, plan: CorpusPlan): Scenario {
  return Object.freeze({
    name,
    summary,
    rounds: 9,
    prepare: async (folder: string, { milliseconds }: { readonly milliseconds: number }) => {
      const corpus = await signedDocuments(folder, plan);
      const warm = plan.pictureBytes === 0 ? warmUp : plan.documents;
      return prepared(corpus, { folder, milliseconds, warm });
    },
  });
}

interface Terms {
  readonly folder: string;
  readonly milliseconds: number;
  /** Documents that congvu has verified before it is measured. */
  readonly warm: number;
}

async function prepared(corpus: Corpus, { folder, milliseconds, warm }: Terms): Promise<Prepared> {
  const cores = availableParallelism();
  const floor = floorSeries(corpus, milliseconds);
  const one = await oneCore(corpus, milliseconds, warm);
  const all = cores > 1 ? await allCores(corpus, { milliseconds, cores, warm }) : undefined;
  const pdfbox = await pdfboxPeer(corpus, { folder, milliseconds });
  const ofPdfbox = 'series' in pdfbox ? [pdfbox.series] : [];
  const better = 'higher' as const;
  return Object.freeze({
    series: [floor, one, ...(all === undefined ? [] : [all]), ...ofPdfbox],
    ratios: [
      { id: 'one core / cryptography alone', of: 'congvu-1', to: 'floor', better },
      ...(all === undefined ? [] : [{ id: `${cores} cores / one`, of: all.id, to: 'congvu-1', better }]),
      ...ofPdfbox.map(({ id }) => ({ id: 'one core / PDFBox', of: 'congvu-1', to: id, better })),
    ],
    missing: [
      ...(all === undefined ? ['a second core'] : []),
      ...('missing' in pdfbox ? [pdfbox.missing] : []),
    ],
    close: async () => {
      await all?.end();
      if ('series' in pdfbox) await pdfbox.end();
    },
  });
}

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

/** What a thread of `congvu verify DIR` does with a file, but for writing the result. */
async function oneCore(
  { files, trust: dir, at }: Corpus,
  milliseconds: number,
  warm: number,
): Promise<Series> {
  const policy = { trust: await loadTrust(dir), at: new Date(at), regulation: 'hai-phong-2025' } as const;
  const examine = filesTogether(
    (file: string, read) => contentInSteps(file, policy, read),
    ({ report }: Examined, file) => expectPassed(report.verdict, file),
  );
  const group = (index: number): void =>
    examine(
      Array.from({ length: together }, (_, place) => files[(index * together + place) % files.length] ?? ''),
    );
  for (let index = 0; index < warm / together; index++) group(index);
  return {
    ...common,
    id: 'congvu-1',
    title: 'congvu verify, one thread',
    measure: async () => together * rateOf(group, milliseconds),
  };
}

interface AllCores {
  readonly milliseconds: number;
  readonly cores: number;
  /** Documents that each thread has verified before it is measured. */
  readonly warm: number;
}

/** As `congvu verify DIR` does it: a thread a core, results in order. The threads live as long as the scenario. */
async function allCores(
  corpus: Corpus,
  { milliseconds, cores, warm }: AllCores,
): Promise<Series & { readonly end: () => Promise<void> }> {
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
  for (let index = 0; index < warm * cores; index++) await next();
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
  // What the way before has left behind, in caches and garbage, is not for this one to pay.
  countFor(work, milliseconds / 2);
  const began = performance.now();
  const done = countFor(work, milliseconds);
  return (done / (performance.now() - began)) * 1000;
}

function countFor(work: (index: number) => void, milliseconds: number): number {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < milliseconds) work(done++);
  return done;
}

/** A document that does not pass is quicker: a figure over such documents would be worth nothing. */
function expectPassed(verdict: string, file: string): void {
  if (verdict !== 'TOTAL-PASSED')
    throw fail('BENCH_PEER_FAILED', { peer: 'congvu verify', detail: `${file}: ${verdict}` });
}
