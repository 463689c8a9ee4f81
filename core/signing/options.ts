/** What the verbs of this folder read alike: files and outputs, time, addresses, levels, sources of evidence. */

import { basename, dirname, join, resolve } from 'node:path';
import { both } from '../../foundation/bilingual.ts';
import { type Clock, fixedClock, systemClock } from '../../foundation/clock.ts';
import { insideToo } from '../fetching/allow-list.ts';
import { fail } from './errors.ts';
import { isFolder, isThere, refuseTaken } from './files/output-file.ts';
import { namedHosts } from './long-term/asking.ts';
import { type Level, levels } from './long-term/extend.ts';
import { type EvidenceSources, evidenceSources } from './long-term/pool.ts';
import { refuseSecret } from './servers/exchange.ts';
import { expected } from './words/wording.ts';

export type VerbOptions = Readonly<Record<string, string | boolean | undefined>>;

/** An option with a value. */
export function textOption(options: VerbOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Throws SIGN_OPTION_INVALID for a level that is none of `taken`. */
export function levelOf<One extends Level>(
  level: string | undefined,
  taken: readonly One[],
): One | undefined {
  const known = taken.find((one) => one === level?.toLowerCase());
  if (level === undefined || known !== undefined) return known;
  throw fail('SIGN_OPTION_INVALID', {
    option: '--level',
    reason: expected(taken.join(', '), level),
  });
}

/** Of --evidence, --fetch-from and --allow-private. Throws SIGN_INPUT_…, SIGN_ADDRESS_SECRET, SIGN_OPTION_INVALID. */
export function evidenceOf(options: VerbOptions): EvidenceSources {
  const hosts = [
    ...hostsIn(textOption(options, 'fetchFrom'), '--fetch-from'),
    ...hostsIn(textOption(options, 'allowPrivate'), '--allow-private').map(insideToo),
  ];
  namedHosts(hosts);
  return evidenceSources(textOption(options, 'evidence'), hosts);
}

function hostsIn(value: string | undefined, option: string): readonly string[] {
  const hosts = value?.split(',') ?? [];
  for (const host of hosts) refuseSecret(host, option);
  return hosts.map((host) => host.trim()).filter((host) => host !== '');
}

/** What proves a signature to later verifiers, as `sign` and `complete` take it. */
export interface ProofRequest {
  readonly clock: Clock;
  readonly timeStamp?: { readonly url: string };
  readonly level?: Level;
  readonly evidence: EvidenceSources;
}

/** Of --at, --time-stamp, --level and the options of `evidenceOf`. Throws SIGN_OPTION_INVALID, SIGN_ADDRESS_SECRET, SIGN_INPUT_…. */
export function proofRequest(options: VerbOptions): ProofRequest {
  const timeStamp = textOption(options, 'timeStamp');
  const level = levelOf(textOption(options, 'level'), levels);
  if (level === 'b-b' && timeStamp !== undefined) throw noStampAt(level);
  return {
    clock: clockFor(textOption(options, 'at')),
    ...(timeStamp === undefined ? {} : { timeStamp: { url: httpAddress(timeStamp) } }),
    ...(level === undefined ? {} : { level }),
    evidence: evidenceOf(options),
  };
}

function noStampAt(level: Level) {
  return fail('SIGN_OPTION_INVALID', {
    option: '--time-stamp',
    reason: both(
      `a signature at --level ${level} carries no time stamp; leave out one of them, or take b-t`,
      `chữ ký ở mức --level ${level} không có dấu thời gian; bỏ một trong hai tùy chọn, hoặc dùng mức b-t`,
    ),
  });
}

/** The moment that counts as now. */
export function clockFor(at: string | undefined): Clock {
  if (at === undefined) return systemClock;
  if (Number.isNaN(new Date(at).getTime())) {
    throw fail('SIGN_OPTION_INVALID', {
      option: '--at',
      reason: both(`"${at}" is no ISO 8601 moment`, `"${at}" không phải thời điểm theo ISO 8601`),
    });
  }
  return fixedClock(at);
}

/** Throws SIGN_OPTION_INVALID, SIGN_ADDRESS_SECRET. */
export function httpAddress(url: string): string {
  refuseSecret(url, '--time-stamp');
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw fail('SIGN_OPTION_INVALID', {
      option: '--time-stamp',
      reason: both(`"${url}" is no http address`, `"${url}" không phải địa chỉ http`),
    });
  }
  return url;
}

/** What is done where an output is there already. */
export interface Taken {
  readonly force: boolean;
  /** Whether the run goes on with an earlier one; undefined where the verb knows no --resume. */
  readonly resume?: boolean;
}

/**
 * One output for each input, none twice, none over an input, and none over what is there unless `taken` says so. Throws
 * SIGN_OPTION_INVALID, SIGN_OUTPUT_EXISTS, SIGN_OUTPUTS_EXIST, SIGN_OUTPUT_UNWRITABLE.
 */
export function jobsFor(files: readonly string[], out: string, taken: Taken) {
  refuseFileAsFolder(files, out);
  const folder = files.length > 1 || out.endsWith('/') || isFolder(out);
  const jobs = files.map((input) => ({ input, output: folder ? join(out, basename(input)) : out }));
  return refusedCollisions(files, jobs, taken);
}

/** Several results in a new folder called "signed.pdf" are hardly what was meant. */
function refuseFileAsFolder(files: readonly string[], out: string): void {
  if (files.length < 2 || !/\.(?:pdf|p7s)$/i.test(out) || isFolder(out)) return;
  throw fail('SIGN_OPTION_INVALID', {
    option: '--out',
    reason: both(
      `several files go into a folder, and "${out}" is named as a file; if a folder is meant, put a / behind it`,
      `nhiều tệp phải ghi vào một thư mục, mà "${out}" là tên tệp; nếu là thư mục thì thêm dấu / ở cuối`,
    ),
  });
}

function refusedCollisions<Job extends { readonly output: string }>(
  files: readonly string[],
  jobs: readonly Job[],
  { force, resume }: Taken,
): readonly Job[] {
  const inputs = new Set(files.map((file) => resolve(file)));
  const outputs = jobs.map(({ output }) => resolve(output));
  if (outputs.some((output) => inputs.has(output))) {
    throw replacesInput();
  }
  if (new Set(outputs).size < outputs.length) {
    throw fail('SIGN_OPTION_INVALID', {
      option: '--out',
      reason: both('two inputs have the same name', 'hai tệp đầu vào trùng tên'),
    });
  }
  // A run that goes on names what stands at one output, and signs the others.
  if (resume !== true) for (const { output } of jobs) refuseTaken(output, true);
  const there = force || resume === true ? [] : jobs.filter(({ output }) => isThere(output));
  const [first] = there;
  if (first === undefined) return jobs;
  const path = first.output;
  throw resume === undefined || jobs.length === 1
    ? fail('SIGN_OUTPUT_EXISTS', { path })
    : fail('SIGN_OUTPUTS_EXIST', { count: there.length, total: jobs.length, path });
}

export function replacesInput() {
  return fail('SIGN_OPTION_INVALID', {
    option: '--out',
    reason: both('it would replace an input; give another place', 'sẽ ghi đè lên tệp đầu vào; nêu chỗ khác'),
  });
}

/** FILE.p7s beside each file, or in the folder that is named. */
export function jobsBeside(files: readonly string[], out: string | undefined, taken: Taken) {
  if (out !== undefined) refuseFileAsFolder(files, out);
  const single = files.length === 1 && out !== undefined && !out.endsWith('/') && !isFolder(out);
  const jobs = files.map((input) => ({
    input,
    output: single ? out : join(out ?? dirname(input), `${basename(input)}.p7s`),
  }));
  return refusedCollisions(files, jobs, taken);
}
