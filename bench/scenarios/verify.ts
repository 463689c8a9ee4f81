/** Verified documents a second: every check on, on one core and on all, against the cryptography alone. */
import { availableParallelism } from 'node:os';
import {
  contentInSteps,
  type Examined,
  filesTogether,
  loadTrust,
  together,
  verifyAll,
} from '../../core/verification/index.ts';
import { type Corpus, type CorpusPlan, signedDocuments } from '../corpus/signed-documents.ts';
import { fail } from '../errors.ts';
import { rateOf } from '../measure/rate.ts';
import type { Prepared, Scenario, Series } from '../measure/scenario.ts';
import { type CryptographyJob, cryptographyAlone, cryptographyJobs } from '../peers/cryptography.ts';
import { cryptographyThreads } from '../peers/cryptography-threads.ts';
import { pdfboxPeer } from '../peers/pdfbox.ts';

const people = 25;
const megabyte = 1024 * 1024;
/** More than a run keeps under way. */
const readyAhead = 300;
/**
 * Small documents that each thread has verified before it is measured: by then the machine has compiled the program for good
 * (from 10,000 to 30,000 a thread gains another tenth); an archive has more. A thread that is not warm compiles on the core that
 * another one is measured on, and large documents would take minutes to warm it.
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
  { documents: 20, people, pictureBytes: 5 * megabyte, small: 50 },
);

function verifyScenario(name: string, summary: string, plan: CorpusPlan): Scenario {
  return Object.freeze({
    name,
    summary,
    rounds: 9,
    prepare: async (folder: string, { milliseconds }: { readonly milliseconds: number }) =>
      prepared(await signedDocuments(folder, plan), { folder, milliseconds }),
  });
}

interface Terms {
  readonly folder: string;
  readonly milliseconds: number;
}

async function prepared(corpus: Corpus, { folder, milliseconds }: Terms): Promise<Prepared> {
  const cores = availableParallelism();
  const jobs = cryptographyJobs(corpus.files);
  const floor = floorSeries(jobs, milliseconds);
  const floors = cores > 1 ? floorOnAllCores(jobs, { milliseconds, cores }) : undefined;
  const one = await oneCore(corpus, milliseconds);
  const all = cores > 1 ? await allCores(corpus, { milliseconds, cores }) : undefined;
  const pdfbox = await pdfboxPeer(corpus, { folder, milliseconds });
  const ofPdfbox = 'series' in pdfbox ? [pdfbox.series] : [];
  const better = 'higher' as const;
  const overOne = (many: Series | undefined, to: string, id: string) =>
    many === undefined ? [] : [{ id, of: many.id, to, better }];
  return Object.freeze({
    series: [floor, ...(floors ? [floors] : []), one, ...(all ? [all] : []), ...ofPdfbox],
    ratios: [
      { id: 'one core / cryptography alone', of: 'congvu-1', to: 'floor', better },
      ...overOne(all, 'congvu-1', `${cores} cores / one`),
      ...overOne(floors, 'floor', `cryptography alone, ${cores} cores / one`),
      ...ofPdfbox.map(({ id }) => ({ id: 'one core / PDFBox', of: 'congvu-1', to: id, better })),
    ],
    missing: [
      ...(all === undefined ? ['a second core'] : []),
      ...('missing' in pdfbox ? [pdfbox.missing] : []),
    ],
    close: async () => {
      await floors?.end();
      await all?.end();
      if ('series' in pdfbox) await pdfbox.end();
    },
  });
}

const common = { unit: 'documents/s', better: 'higher' } as const;
const alone = 'read, hash and RSA verify alone (node:crypto)';

function floorSeries(jobs: readonly CryptographyJob[], milliseconds: number): Series {
  const one = cryptographyAlone(jobs);
  return {
    ...common,
    id: 'floor',
    title: `${alone}, one thread`,
    measure: async () => rateOf(one, milliseconds),
  };
}

type Ending = Series & { readonly end: () => Promise<void> };

/** Its threads live as long as the scenario. */
function floorOnAllCores(jobs: readonly CryptographyJob[], { milliseconds, cores }: AllCores): Ending {
  const { rate, end } = cryptographyThreads(jobs, cores);
  return {
    ...common,
    id: `floor-${cores}`,
    title: `${alone}, ${cores} threads`,
    measure: () => rate(milliseconds),
    end,
  };
}

/** What a thread of `congvu verify DIR` does with a file, but for writing the result. */
async function oneCore({ files, small, trust: dir, at }: Corpus, milliseconds: number): Promise<Series> {
  const policy = { trust: await loadTrust(dir), at: new Date(at), regulation: 'hai-phong-2025' } as const;
  const examine = filesTogether(
    (file: string, read) => contentInSteps(file, policy, read),
    ({ report }: Examined, file) => expectPassed(report.verdict, file),
  );
  const groupOf = (from: readonly string[], index: number): void =>
    examine(
      Array.from({ length: together }, (_, place) => from[(index * together + place) % from.length] ?? ''),
    );
  for (let index = 0; index < warmUp / together; index++) groupOf(small, index);
  const group = (index: number): void => groupOf(files, index);
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
}

/** As `congvu verify DIR` does it: a thread a core, results in order. The threads live as long as the scenario. */
async function allCores(corpus: Corpus, { milliseconds, cores }: AllCores): Promise<Ending> {
  const { files, small } = corpus;
  const warm = warmUp * cores;
  async function* documents() {
    for (let index = 0; index < warm; index++) yield small[index % small.length] ?? '';
    for (let index = 0; ; index++) yield files[index % files.length] ?? '';
  }
  const assignment = {
    trust: corpus.trust,
    at: corpus.at,
    regulation: 'hai-phong-2025',
    as: 'original',
    form: 'json',
    language: 'en',
  } as const;
  const results = verifyAll(documents(), assignment, cores);
  const next = async (): Promise<void> => {
    const { value } = await results.next();
    if (value !== undefined) expectPassed(value.verdict, value.file);
  };
  for (let index = 0; index < warm; index++) await next();
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

/** A document that does not pass is quicker: a figure over such documents would be worth nothing. */
function expectPassed(verdict: string, file: string): void {
  if (verdict !== 'TOTAL-PASSED')
    throw fail('BENCH_PEER_FAILED', { peer: 'congvu verify', detail: `${file}: ${verdict}` });
}
