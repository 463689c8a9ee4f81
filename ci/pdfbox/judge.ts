/** Runs the judge of this folder for tests: PDFBox with BouncyCastle, one Java machine for all files. */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { foreign, foreignFile } from '../foreign.ts';

export interface PdfboxFault {
  /** Which check complained, as `ESS` or `DER`: the words of the Java program. */
  readonly code: string;
  readonly detail: string;
}

export interface PdfboxJudgement {
  /** No fault anywhere. */
  readonly accepted: boolean;
  /** Of the file as a whole. */
  readonly faults: readonly PdfboxFault[];
  readonly signatures: readonly {
    readonly field: string;
    readonly kind: 'signature' | 'document-time-stamp' | 'detached';
    readonly coversFile: boolean;
    /** Of the time stamp in it; empty without one. */
    readonly time: string;
    readonly faults: readonly PdfboxFault[];
  }[];
}

/** `roots`: a file of PEM certificates. `at`: when chains have to hold that no time stamp proves a time for. */
export interface PdfboxQuestion {
  readonly file: string;
  readonly roots: string;
  readonly at: Date;
  /** That nobody was revoked has to follow from what is in the file. */
  readonly proven?: boolean;
  /** For a CAdES signature beside a file: that file. */
  readonly content?: string;
}

export interface PdfboxJudge {
  ask(question: PdfboxQuestion): Promise<PdfboxJudgement>;
  end(): Promise<void>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = ['pdfbox2', 'fontbox2', 'commons-logging', 'bcprov', 'bcutil', 'bcpkix'];

/** Throws on a build machine when something is missing. */
export function pdfboxPresent(): boolean {
  const parts = [foreign('java'), foreign('javac'), ...names.map(jar)];
  return parts.every(({ present }) => present);
}

const jar = (name: string) => foreignFile(`/usr/share/java/${name}.jar`);

/** Compiles and starts it. One question at a time is answered; others wait in line. */
export async function startPdfbox(): Promise<PdfboxJudge> {
  const classes = mkdtempSync(join(tmpdir(), 'congvu-pdfbox-'));
  const jars = names.map((name) => jar(name).path).join(delimiter);
  const sources = readdirSync(folder).filter((file) => file.endsWith('.java'));
  const compile = ['-proc:none', '-cp', jars, '-d', classes, ...sources.map((file) => join(folder, file))];
  await promisify(execFile)(foreign('javac').path, compile);
  // Quick to start rather than quick in the long run: a test has a few dozen files.
  const java = spawn(foreign('java').path, [
    ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', `${classes}${delimiter}${jars}`, 'Judge'],
  ]);
  const ended = new Promise<void>((resolve) => java.once('close', () => resolve()));
  const ask = questions(java);
  return Object.freeze({
    ask,
    end: async () => {
      java.stdin.end();
      await ended;
      rmSync(classes, { recursive: true, force: true });
    },
  });
}

function questions(java: ChildProcessWithoutNullStreams): PdfboxJudge['ask'] {
  const lines = createInterface(java.stdout)[Symbol.asyncIterator]();
  let complaint = '';
  java.stderr.on('data', (data) => {
    complaint += data;
  });
  let last: Promise<unknown> = Promise.resolve();
  return ({ file, roots, at, proven, content }) => {
    const kind = content !== undefined ? 'detached' : proven === true ? 'pdf-proven' : 'pdf';
    const fields = [kind, file, roots, at.toISOString(), ...(content === undefined ? [] : [content])];
    const answer = last.then(async () => {
      java.stdin.write(`${fields.join('\t')}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the Java program ended: ${complaint}`);
      return JSON.parse(value) as PdfboxJudgement;
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}
