/** Programs that we did not write, asked about a signed file; each throws when it is not content. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import {
  type PdfboxJudge,
  type PdfboxJudgement,
  type PdfboxQuestion,
  pdfboxPresent,
  startPdfbox,
} from '../../../ci/pdfbox/judge.ts';

/** pdfsig: every signature is valid. Document time stamps are not its business ("not yet verified"). */
export function judgedByPdfsig(path: string): void {
  const judge = foreign('pdfsig');
  if (!judge.present) return;
  const said = output(judge.path, ['-no-ocsp', '-nocert', path]);
  const parts = said.split(/^Signature #\d+:/m).slice(1);
  const signatures = parts.filter((part) => !part.includes('Signature Type: unknown'));
  const valid = signatures.filter(
    (part) => part.includes('Signature is Valid') && part.includes('Signature Type: ETSI.CAdES.detached'),
  );
  if (signatures.length === 0 || valid.length !== signatures.length) throw new Error(said);
}

export function judgedByQpdf(path: string): void {
  const judge = foreign('qpdf');
  if (judge.present) execFileSync(judge.path, ['--check', path], { stdio: 'pipe' });
}

export function judgedByMutool(path: string, signatures: number): void {
  const judge = foreign('mutool');
  if (!judge.present) return;
  const said = output(judge.path, ['sign', '-v', path]);
  if ((said.match(/^Verifying signature/gm) ?? []).length !== signatures) throw new Error(said);
  if (/invalid|failed to|digest failure/i.test(said)) throw new Error(said);
}

/** openssl cms for signatures and openssl ts for document time stamps, each over its own range. */
export function judgedByOpenssl(file: Uint8Array, root: string, folder: string): void {
  const judge = foreign('openssl');
  if (!judge.present) return;
  for (const { kind, contents, covered } of signatureParts(file)) {
    const [inside, content] = [join(folder, 'cms.der'), join(folder, 'content.bin')];
    writeFileSync(inside, contents);
    writeFileSync(content, covered);
    const parameters =
      kind === 'time-stamp'
        ? ['ts', '-verify', '-token_in', '-in', inside, '-data', content, '-CAfile', root]
        : [
            ...['cms', '-verify', '-inform', 'DER', '-binary', '-purpose', 'any', '-in', inside],
            ...['-content', content, '-CAfile', root, '-out', join(folder, 'out.bin')],
          ];
    execFileSync(judge.path, parameters, { stdio: 'pipe' });
  }
}

let pdfbox: Promise<PdfboxJudge> | undefined;
afterAll(async () => (await pdfbox)?.end());

/** PDFBox with BouncyCastle: started once for all tests of a file. Undefined when it is not on this machine. */
export async function pdfboxOn(question: PdfboxQuestion): Promise<PdfboxJudgement | undefined> {
  if (!pdfboxPresent()) return undefined;
  pdfbox ??= startPdfbox();
  return (await pdfbox).ask(question);
}

export interface Case {
  readonly file: Uint8Array;
  /** Without document time stamps. */
  readonly signatures: number;
  readonly timeStamps?: number;
  /** PEM. */
  readonly root: string;
  readonly at: Date;
  readonly proven?: boolean;
  /** A field is apart from its widget: poppler 22.12 and mupdf 1.21 look for the signature in the widget alone. */
  readonly widgetApart?: boolean;
  /** For what the judges want as files. */
  readonly folder: string;
}

/** By every judge. mutool stays away from document time stamps, which it takes for fields without a signature. */
export async function judgedByAll({ timeStamps = 0, ...one }: Case): Promise<void> {
  const { file, signatures, root, at, folder, proven = false, widgetApart = false } = one;
  const path = join(folder, 'judged.pdf');
  writeFileSync(path, file);
  judgedByQpdf(path);
  if (!widgetApart) judgedByPdfsig(path);
  if (!widgetApart && timeStamps === 0) judgedByMutool(path, signatures);
  judgedByOpenssl(file, root, folder);
  await judgedByPdfbox({ file: path, roots: root, at, proven }, signatures + timeStamps);
}

/** `signatures`: how many there are, document time stamps too. */
export async function judgedByPdfbox(question: PdfboxQuestion, signatures: number): Promise<void> {
  const said = await pdfboxOn(question);
  if (said === undefined) return;
  if (!said.accepted || said.signatures.length !== signatures) throw new Error(JSON.stringify(said, null, 1));
}

/** /Contents without padding, and the bytes under each signature. */
export function signatureParts(file: Uint8Array) {
  const text = Buffer.from(file).toString('latin1');
  return [...text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]/g)].map((match) => {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
    const hole = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    const head = text.slice(text.lastIndexOf('<<', match.index), match.index);
    return {
      kind: head.includes('ETSI.RFC3161') ? ('time-stamp' as const) : ('signature' as const),
      contents: hole.subarray(0, 4 + hole.readUInt16BE(2)),
      covered: Buffer.concat([file.subarray(a, a + b), file.subarray(c, c + d)]),
    };
  });
}

function output(program: string, parameters: readonly string[]): string {
  return execFileSync(program, [...parameters], { encoding: 'utf8', stdio: 'pipe' });
}
