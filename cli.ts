/** The `congvu` command: gathers the verbs of every folder and turns failures into one line and an exit code. */
import { Command, CommanderError } from 'commander';
import { registerBenchVerbs } from './bench/verbs.ts';
import { registerConformanceVerbs } from './conformance/verbs.ts';
import { registerCoreVerbs } from './core/verbs.ts';
import { registerEmulatorVerbs } from './emulator/verbs.ts';
import type { Language } from './foundation/bilingual.ts';
import { asCalled } from './foundation/called-as.ts';
import { errorTable, fail, vietnamese } from './foundation/command-errors.ts';
import { CongvuError, rephrased } from './foundation/error.ts';
import { type Failure, failureText, languagesOf } from './foundation/failure-text.ts';
import { speakHelp } from './foundation/help-words.ts';
import { helpLanguage, sayIn, wishedLanguage } from './foundation/language.ts';
import { misspeltOption } from './foundation/misspelt-option.ts';
import { outputLost, readerLeft, workedWithoutOutput } from './foundation/reader.ts';
import { usageMessage } from './foundation/usage-message.ts';
import { vietnameseUsage } from './foundation/usage-words.ts';
import { summariseVendorVerbs } from './foundation/vendor-verbs.ts';
import { version } from './foundation/version.ts';

export async function main(argv: readonly string[]): Promise<void> {
  const command = congvuCommand(helpLanguage(argv, process.env));
  const { program } = command;
  endWithTheOutput(() => languagesFor(command, argv));
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = reportFailure(error, command, argv);
  }
  if (workedWithoutOutput()) process.exitCode = 3;
}

/**
 * `congvu … | head` closes our stdout: whoever reads has enough, which is no failure, and no success of the work either:
 * that goes on, with its own exit code. A full disk is a failure, though a report that is being written is still finished.
 */
function endWithTheOutput(languages: () => readonly Language[]): void {
  process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return readerLeft();
    complain(fail('OUTPUT_FAILED', { code }), languages());
    if (!outputLost()) process.exit(3);
  });
  // Nobody hears what is said any more; the work is still to be done, and its exit code tells of it.
  process.stderr.on('error', () => undefined);
}

interface CongvuCommand {
  readonly program: Command;
  /** Verbs whose users read Vietnamese. */
  readonly bilingual: readonly Command[];
}

/** `language`: of the help of those verbs, and of the list of all. */
export function congvuCommand(language: Language): CongvuCommand {
  const say = sayIn(language);
  const program = new Command('congvu')
    .description(
      say(
        "Test harness for Vietnam's official-duty digital signatures",
        'Bộ kiểm thử chữ ký số chuyên dùng công vụ',
      ),
    )
    .version(version, '-V, --version', say('output the version number', 'hiện số phiên bản'))
    .option('--debug', say('show stack traces', 'khi có lỗi thì hiện cả dấu vết trong chương trình'))
    .exitOverride()
    // What is wrong is said once, below, with a code; commander would say it a second time without.
    .configureOutput({ outputError: () => {} });
  registerEmulatorVerbs(program);
  const bilingual = registerCoreVerbs(program, say);
  registerConformanceVerbs(program);
  registerBenchVerbs(program);
  if (language === 'vi') summariseVendorVerbs(program);
  speakHelp(program, bilingual, language);
  return { program, bilingual };
}

/** English to vendors and engineers. Whoever has named no verb may be anybody. */
function languagesFor({ program, bilingual }: CongvuCommand, argv: readonly string[]): readonly Language[] {
  const [verb] = verbOf(program, argv).path;
  return verb === undefined || bilingual.includes(verb)
    ? languagesOf(wishedLanguage(argv, process.env))
    : ['en'];
}

/** Says what went wrong on stderr and returns the exit code: 2 wrong use, 3 the harness itself broke. */
function reportFailure(error: unknown, command: CongvuCommand, argv: readonly string[]): number {
  const debug = command.program.opts().debug === true;
  if (error instanceof CommanderError) return reportUsage(error, command, argv);
  const languages = languagesFor(command, argv);
  if (error instanceof CongvuError) {
    const called = rephrased(error, ({ message, hint }) => ({ message, hint: asCalled(hint) }));
    complain(called, languages);
    if (debug) process.stderr.write(`${error.stack}\n${error.cause ?? ''}\n`);
    return error.exit;
  }
  const text = error instanceof Error ? error.message : String(error);
  complain(internal(text), languages);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 3;
}

function internal(text: string): Failure {
  return {
    code: 'INTERNAL',
    message: text,
    hint: errorTable.INTERNAL.hint,
    vietnamese: { message: `phần mềm gặp lỗi: ${text}`, hint: vietnamese.INTERNAL.hint },
  };
}

/** Wrong arguments, or none where a verb is needed; help that was asked for is no failure. */
function reportUsage(error: CommanderError, congvu: CongvuCommand, argv: readonly string[]): number {
  if (error.exitCode === 0) return 0;
  const { command, words } = verbOf(congvu.program, argv);
  const said = usageMessage(misspeltOption(error, command, argv) ?? error);
  const file = said.startsWith('unknown option') && argv.some((word) => /^-.*\.(pdf|p7s|json)$/i.test(word));
  const help = fail('USAGE', { verb: words });
  const failure = {
    code: help.code,
    message: said,
    hint: `${file ? 'A file whose name begins with - is given as ./-name.pdf; ' : ''}${help.hint}`,
    vietnamese: {
      message: vietnameseUsage(said),
      hint: `${file ? 'Tệp có tên bắt đầu bằng dấu - thì viết là ./-name.pdf. ' : ''}${help.vietnamese?.hint}`,
    },
  };
  complain(failure, languagesFor(congvu, argv));
  return 2;
}

/** `congvu pki issue`: the words at the beginning that name a verb. */
function verbOf(program: Command, argv: readonly string[]) {
  let command = program;
  const path: Command[] = [];
  for (const word of argv.slice(2).filter((argument) => !argument.startsWith('-'))) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (next === undefined) break;
    command = next;
    path.push(next);
  }
  return { command, path, words: [program, ...path].map((each) => each.name()).join(' ') };
}

function complain(failure: Failure, languages: readonly Language[]): void {
  const { isTTY, columns } = process.stderr;
  process.stderr.write(failureText(failure, languages, isTTY ? columns : undefined));
}
