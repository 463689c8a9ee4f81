/** PDFBox with BouncyCastle verifies the documents that congvu verifies: one Java machine, warmed up, one thread. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemFile } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';
import type { Series } from '../measure/scenario.ts';

/** Documents with two signatures each, all under one root. */
export interface DocumentsToVerify {
  readonly files: readonly string[];
  /** Folder with root.crt. */
  readonly trust: string;
  /** ISO 8601: when chains have to hold. */
  readonly at: string;
}

export interface VerifyingPeer {
  readonly series: Series;
  end(): Promise<void>;
}

const source = fileURLToPath(new URL('pdfbox/Verify.java', import.meta.url));
const names = ['pdfbox2', 'fontbox2', 'commons-logging', 'bcprov', 'bcutil', 'bcpkix'];

/** Slices of so many milliseconds, until one brings no more than `gain` over the best before. */
export interface WarmUp {
  readonly milliseconds: number;
  readonly fewest: number;
  readonly most: number;
  readonly gain: number;
}
const untilWarm: WarmUp = { milliseconds: 2_000, fewest: 3, most: 12, gain: 1.03 };

export interface PdfboxOptions {
  /** For the list of files. */
  readonly folder: string;
  /** How long one figure is taken for. */
  readonly milliseconds: number;
  /** Tells several apart in one scenario. */
  readonly id?: string;
  readonly warmUp?: WarmUp;
  /** Where the libraries are. */
  readonly jars?: string;
}

/** Starts it and warms it up. Says what is missing on a machine without it. Throws BENCH_PEER_FAILED. */
export async function pdfboxPeer(
  { files, trust, at }: DocumentsToVerify,
  options: PdfboxOptions,
): Promise<VerifyingPeer | { readonly missing: string }> {
  const { folder, milliseconds, id = 'pdfbox', warmUp = untilWarm } = options;
  const java = systemFile('/usr/bin/java');
  const jars = names.flatMap((name) => systemFile(`${options.jars ?? '/usr/share/java'}/${name}.jar`) ?? []);
  if (java === undefined || jars.length < names.length) {
    return {
      missing: 'PDFBox with BouncyCastle (Debian: default-jdk-headless, libpdfbox2-java, libbcpkix-java)',
    };
  }
  const list = join(folder, `${id}.txt`);
  writeFileSync(list, `${files.join('\n')}\n`);
  const child = spawn(java, ['-cp', jars.join(delimiter), source, list, join(trust, 'root.crt'), at]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  const rate = async (time: number): Promise<number> => {
    child.stdin.write(`${time}\n`);
    const { value, done } = await lines.next();
    if (done !== true && Number(value) > 0) return Number(value);
    throw fail('BENCH_PEER_FAILED', { peer: 'PDFBox', detail: complaint.trim().split('\n')[0] ?? '' });
  };
  await warmedUp(rate, warmUp);
  return Object.freeze({
    series: {
      id,
      title: 'PDFBox with BouncyCastle, one warm JVM, one thread',
      unit: 'documents/s',
      better: 'higher' as const,
      measure: () => rate(milliseconds),
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  });
}

/** Compiled code gets faster for some seconds; the first figures would flatter whoever is compared. */
async function warmedUp(
  rate: (milliseconds: number) => Promise<number>,
  { milliseconds, fewest, most, gain }: WarmUp,
): Promise<void> {
  let best = 0;
  for (let slice = 1; slice <= most; slice++) {
    const figure = await rate(milliseconds);
    if (slice > fewest && figure < best * gain) return;
    best = Math.max(best, figure);
  }
}
