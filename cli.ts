/** The `congvu` command: gathers the verbs of every folder and turns failures into one line and an exit code. */
import { Command, CommanderError } from 'commander';
import { registerBenchVerbs } from './bench/verbs.ts';
import { registerConformanceVerbs } from './conformance/verbs.ts';
import { registerCoreVerbs } from './core/verbs.ts';
import { registerEmulatorVerbs } from './emulator/verbs.ts';
import { asCalled } from './foundation/called-as.ts';
import { CongvuError } from './foundation/error.ts';
import { misspeltOption } from './foundation/misspelt-option.ts';
import { outputLost, readerLeft, workedWithoutOutput } from './foundation/reader.ts';
import { usageMessage } from './foundation/usage-message.ts';
import { version } from './foundation/version.ts';

export async function main(argv: readonly string[]): Promise<void> {
  const program = congvuCommand();
  endWithTheOutput();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = reportFailure(error, program, argv);
  }
  if (workedWithoutOutput()) process.exitCode = 3;
}

/**
 * `congvu … | head` closes our stdout: whoever reads has enough, which is no failure, and no success of the work either:
 * that goes on, with its own exit code. A full disk is a failure, though a report that is being written is still finished.
 */
function endWithTheOutput(): void {
  process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return readerLeft();
    process.stderr.write(
      `congvu: OUTPUT_FAILED: the output could not be written (${code})\n  → Free some space where it goes, or send it elsewhere, and run it again.\n`,
    );
    if (!outputLost()) process.exit(3);
  });
  // Nobody hears what is said any more; the work is still to be done, and its exit code tells of it.
  process.stderr.on('error', () => undefined);
}

function congvuCommand(): Command {
  const program = new Command('congvu')
    .description("Test harness for Vietnam's official-duty digital signatures")
    .version(version)
    .option('--debug', 'show stack traces')
    .exitOverride()
    // What is wrong is said once, below, with a code; commander would say it a second time without.
    .configureOutput({ outputError: () => {} });
  registerEmulatorVerbs(program);
  registerCoreVerbs(program);
  registerConformanceVerbs(program);
  registerBenchVerbs(program);
  return program;
}

/** Says what went wrong on stderr and returns the exit code: 2 wrong use, 3 the harness itself broke. */
function reportFailure(error: unknown, program: Command, argv: readonly string[]): number {
  const debug = program.opts().debug === true;
  if (error instanceof CommanderError) return reportUsage(error, program, argv);
  if (error instanceof CongvuError) {
    process.stderr.write(`congvu: ${error.code}: ${error.message}\n  → ${asCalled(error.hint)}\n`);
    if (debug) process.stderr.write(`${error.stack}\n${error.cause ?? ''}\n`);
    return error.exit;
  }
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `congvu: INTERNAL: ${text}\n  → This is a fault of congvu; run it again with --debug and report the trace.\n`,
  );
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 3;
}

/** Wrong arguments, or none where a verb is needed; help that was asked for is no failure. */
function reportUsage(error: CommanderError, program: Command, argv: readonly string[]): number {
  if (error.exitCode === 0) return 0;
  const { command, words } = verbOf(program, argv);
  const said = usageMessage(misspeltOption(error, command, argv) ?? error);
  const file = said.startsWith('unknown option') && argv.some((word) => /^-.*\.(pdf|p7s|json)$/i.test(word));
  const name = file ? 'A file whose name begins with - is given as ./-name.pdf; ' : '';
  process.stderr.write(`congvu: USAGE: ${said}\n  → ${name}${words} --help shows what it takes.\n`);
  return 2;
}

/** `congvu pki issue`: the words at the beginning that name a verb. */
function verbOf(program: Command, argv: readonly string[]) {
  let command = program;
  const words = [program.name()];
  for (const word of argv.slice(2).filter((argument) => !argument.startsWith('-'))) {
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (next === undefined) break;
    command = next;
    words.push(word);
  }
  return { command, words: words.join(' ') };
}
