/** Gate: one concept a file. A source file over 300 lines needs an entry here that says why. */
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';
import { type TextFile, textFiles } from './tree.ts';

const limit = 300;

/** path → why it is one concept all the same. An entry that is no longer needed is a complaint too. */
const reasons: Readonly<Record<string, string>> = {
  'conformance/certify/e2e/certify.test.ts':
    'one product of the tests, and every way in which a whole run of it can end',
  'conformance/checks/reasons.ts': 'one table of codes with a sentence in two languages: data without logic',
  'conformance/regulations/hai-phong-2025/qc-14.ts': 'the records of one article: data without logic',
  'conformance/regulations/hai-phong-2025/qc-15.ts': 'the records of one article: data without logic',
  'emulator/e2e/pin-paths/model.ts': 'one model: what each kind of step does to the counters of one token',
  'emulator/journal/journal.test.ts':
    'one emulator and its journal, for all that is written, rotated, asked and mended',
  'emulator/store/object-changes.test.ts':
    'one folder of objects, for every order in which changes begin, end and are cut',
  'emulator/errors.ts': 'one table of codes with message and hint: data without logic',
  'emulator/policy/pins/profile-pins.test.ts':
    'one way of looking at PIN rules of profiles, through a raw application',
  'core/pki/http/server.test.ts': 'one PKI and one server, slow to make, behind all four services',
  'core/verification/reasons.ts': 'one table of codes with sentences in two languages: data without logic',
  'core/verification/fuzz/bombs-cms.ts': 'one table of signatures made to exhaust a verifier',
  'core/verification/fuzz/bombs-pdf.ts': 'one table of files made to exhaust a reader',
  'core/verification/testing/attacks.ts': 'one table of attacks with the codes that they are to get',
  'core/verification/testing/hierarchy-cases.ts':
    'one table of certificate hierarchies with the verdicts on them: data without logic',
  'core/signing/e2e/levels.test.ts':
    'one PKI served on a clock that moves, behind every level and every refusal',
};

export function complaintsAboutLength(
  files: readonly TextFile[],
  excused: Readonly<Record<string, string>>,
): readonly string[] {
  const long = files.filter((file) => isSource(file.path) && lineCount(file.text) > limit);
  const stale = Object.keys(excused).filter((path) => !long.some((file) => file.path === path));
  return [
    ...long
      .filter((file) => (excused[file.path] ?? '').trim() === '')
      .map(
        (file) =>
          `${file.path} has ${lineCount(file.text)} lines; split it, or say why in ci/gates/file-length.ts`,
      ),
    ...stale.map((path) => `${path} is excused in ci/gates/file-length.ts and no longer needs it`),
  ];
}

function isSource(path: string): boolean {
  return /\.(?:ts|js|cjs|mjs|sh)$/.test(path);
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

export const gate: Gate = Object.freeze({
  name: 'file-length',
  look: (root: string) => {
    const files = textFiles(root);
    return judged(
      complaintsAboutLength(files, reasons),
      `${files.filter((file) => isSource(file.path)).length} source files`,
    );
  },
});
