/** `congvu sign` and its sisters: which options each verb takes. What two verbs share stands here once. */
import type { Command } from 'commander';

type OptionRow = readonly [flags: string, description: string, value?: string];

const kind: OptionRow = ['--as <kind>', 'personal, agency, copy, attachment, annex or invisible'];
const moment: OptionRow = ['--at <time>', 'take this ISO 8601 moment as now (for rehearsals)'];
const regulation: OptionRow = [
  '--regulation <id>',
  'whose layout and demands: the ids of verify, or nd30-2020',
  'hai-phong-2025',
];

/** How a signature looks and where it stands. */
const appearance: readonly OptionRow[] = [
  ['--image <png>', 'personal: blue signature; agency: red seal; transparent PNG'],
  ['--title <line>', "personal: the signer's title as printed above the signature"],
  ['--name <line>', "personal: the signer's name as printed below it"],
  ['--place <place>', 'where it stands instead: PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in mm'],
  ['--field <name>', 'sign this empty signature field of the document, in its place'],
  ['--size-mm <size>', 'agency: real size of the seal, as 36 or 36x36'],
  [
    '--number-fields <where>',
    'personal: fields for number and date, put in later: found (in the text) or none',
    'found',
  ],
  ['--number-place <place>', 'personal: where the number will stand, as --place; for pages without text'],
  ['--date-place <place>', 'personal: where the date will stand, as --place'],
  ['--copy-form <text>', 'copy: form of copy: Sao y, Sao lục or Trích sao'],
  ['--agency-name <text>', 'copy: name of the copying agency'],
  ['--document-number <text>', 'attachment, annex: number and notation of the main document'],
];

/** What the document is. */
const circumstances: readonly OptionRow[] = [
  ['--scanned', 'the pages are scanned paper: refuse what is too coarse or without colour'],
  ['--inter-agency', 'several agencies sign in turn: sign behind the seal of another one'],
];

/** What proves the signature to later verifiers. */
const proof: readonly OptionRow[] = [
  ['--time-stamp <url>', 'RFC 3161 server for a trusted time'],
  ['--level <level>', 'PAdES b-b, b-t, b-lt or b-lta (default: b-t with --time-stamp, else b-b)'],
  ['--evidence <dir>', 'b-lt, b-lta: folder with certificates (.crt), lists (.crl), responses (.ocsp)'],
  [
    '--fetch-from <hosts>',
    'b-lt, b-lta: hosts whose addresses in certificates may be asked, as ca.gov.vn,127.0.0.1:8790',
  ],
];

/** How it is computed, and under which text. */
const scheme: readonly OptionRow[] = [
  [
    '--hash <name>',
    'sha256, sha384 or sha512 (default: sha256; sha384 with a key on P-384; that of an RSA-PSS key with one)',
  ],
  ['--pss', 'RSA keys: sign with PSS instead of PKCS#1 v1.5'],
  regulation,
  moment,
];

function addOptions(command: Command, options: readonly OptionRow[]): void {
  for (const option of options) command.option(...option);
}

export function registerSigningVerbs(program: Command): void {
  const sign = program
    .command('sign')
    .description(
      'sign PDF files with the key of a token, in the appearance that a regulation asks for, or files of any kind beside them',
    )
    .argument(
      '<file...>',
      'PDF files, with --detached any files; unlike each other in name when --out is a folder',
    )
    .requiredOption('--token <uri>', 'the token, as pkcs11:token=LABEL')
    .requiredOption(...kind)
    .option('--out <path>', 'signed file, or folder for several; needed unless --detached')
    .option('--detached', 'files of any kind: a CAdES signature beside each, as FILE.p7s')
    .option('--module <path>', 'PKCS#11 module (default: module-path of the URI, then $CONGVU_MODULE)')
    .option('--pin <pin>', 'PIN; it shows in process lists, so prefer --pin-file or $CONGVU_PIN')
    .option('--pin-file <file>', 'file whose first line is the PIN');
  addOptions(sign, appearance);
  addOptions(sign, circumstances);
  addOptions(sign, proof);
  addOptions(sign, scheme);
  sign
    .option('--force', 'replace signed files that are already there')
    .option(
      '--resume',
      'go on with a run that was cut short: what it signed is checked and stays, the others are signed',
    )
    .option('--json', 'print what was signed as JSON')
    .action(async (files: string[], options: Record<string, string | boolean | undefined>) => {
      const [{ spoken }, { signFiles }, { processTerminal }] = await Promise.all([
        import('./words/spoken.ts'),
        import('./batch/sign-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await spoken('sign', processTerminal, (terminal) => signFiles(files, options, terminal));
    });

  program
    .command('extend')
    .description(
      'add to signed PDF files what later verifiers need: time stamps, certificates, lists and responses',
    )
    .argument('<file...>', 'signed PDF files; each must be unlike the others in name when --out is a folder')
    .requiredOption('--level <level>', 'b-t, b-lt or b-lta: every signature of the file is raised to it')
    .requiredOption('--out <path>', 'extended file, or folder for several')
    .option('--time-stamp <url>', 'RFC 3161 server; for b-lta, and for signatures without a time stamp')
    .option('--evidence <dir>', 'folder with certificates (.crt), lists (.crl), responses (.ocsp)')
    .option(
      '--fetch-from <hosts>',
      'hosts whose addresses in certificates may be asked, as ca.gov.vn,127.0.0.1:8790',
    )
    .option(...moment)
    .option('--force', 'replace files that are already there')
    .option('--json', 'print what was extended as JSON')
    .action(async (files: string[], options: Record<string, string | boolean | undefined>) => {
      const [{ spoken }, { extendFiles }, { processTerminal }] = await Promise.all([
        import('./words/spoken.ts'),
        import('./long-term/extend-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await spoken('extend', processTerminal, (terminal) => extendFiles(files, options, terminal));
    });

  program
    .command('number')
    .description(
      'put number and date into a document that the person has signed and the agency has not: fills the fields that "sign --as personal" kept',
    )
    .argument('<file>', 'PDF file')
    .requiredOption('--out <path>', 'numbered file')
    .option(
      '--number <text>',
      'number and notation, as 12/QĐ-UBND; where the form prints the notation, 12 is enough',
    )
    .option('--date <day>', 'date of the document, as 2026-03-10')
    .option(...regulation)
    .option(...moment)
    .option('--force', 'replace a file that is already there')
    .option('--json', 'print number, date and output as JSON')
    .action(async (file: string, options: Record<string, string | boolean | undefined>) => {
      const [{ spoken }, { numberFile }, { processTerminal }] = await Promise.all([
        import('./words/spoken.ts'),
        import('./numbering/number-file.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await spoken('number', processTerminal, (terminal) => numberFile(file, options, terminal));
    });

  const prepare = program
    .command('prepare')
    .description(
      'first phase for slow tokens and servers: write all but the signature, print the digest to sign',
    )
    .argument('<file>', 'PDF file')
    .requiredOption(
      '--certificate <file>',
      "the signer's certificate, in PEM with those of its authorities behind it",
    )
    .requiredOption(...kind)
    .requiredOption('--out <path>', 'prepared file; what "complete" needs is written beside it as PATH.json');
  addOptions(prepare, appearance);
  addOptions(prepare, circumstances);
  addOptions(prepare, scheme);
  prepare
    .option('--force', 'replace files that are already there')
    .option('--json', 'print what was prepared as JSON')
    .action(async (file: string, options: Record<string, string | boolean | undefined>) => {
      const [{ spoken }, { prepareFile }, { processTerminal }] = await Promise.all([
        import('./words/spoken.ts'),
        import('./two-phase/two-phase-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await spoken('prepare', processTerminal, (terminal) => prepareFile(file, options, terminal));
    });

  const complete = program
    .command('complete')
    .description('second phase: check the signature over the digest and put it into the prepared file')
    .argument('<file>', 'what "prepare" wrote, with its .json beside it')
    .requiredOption('--signature <file>', 'the signature as the key gave it; of ECDSA as DER')
    .requiredOption('--out <path>', 'signed file');
  addOptions(complete, proof);
  complete
    .option(...moment)
    .option('--force', 'replace a file that is already there')
    .option('--json', 'print what was signed as JSON')
    .action(async (file: string, options: Record<string, string | boolean | undefined>) => {
      const [{ spoken }, { completeFile }, { processTerminal }] = await Promise.all([
        import('./words/spoken.ts'),
        import('./two-phase/two-phase-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await spoken('complete', processTerminal, (terminal) => completeFile(file, options, terminal));
    });
}
