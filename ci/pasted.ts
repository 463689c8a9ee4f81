/** Runs the commands of a page as a reader pastes them: one shell, in order, each with its own output. */
import { spawnSync } from 'node:child_process';

export interface Step {
  readonly command: string;
  readonly exit: number;
  /** Standard output and error together, as a terminal shows them. */
  readonly output: string;
}

/** The lines of the `sh` blocks of a Markdown page, or of one section (`## heading`) of it. */
export function commandsOf(page: string, heading?: string): readonly string[] {
  const sections = page.split(/^## /m);
  const text =
    heading === undefined ? page : (sections.find((section) => section.startsWith(`${heading}\n`)) ?? '');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  return blocks
    .join('')
    .split('\n')
    .filter((line) => line !== '');
}

/** A failing command does not end the session, as in a terminal. `preamble` runs first, unseen. */
export function runPasted(
  commands: readonly string[],
  options: {
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly preamble?: string;
  },
): readonly Step[] {
  const mark = '=====';
  const steps = commands.map((command) => `${command}\nprintf '\\n${mark}%s\\n' $?`);
  const shell = spawnSync('/bin/bash', ['-c', ['exec 2>&1', options.preamble ?? '', ...steps].join('\n')], {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    encoding: 'utf8',
  });
  const parts = shell.stdout.split(new RegExp(`\\n${mark}(\\d+)\\n`));
  return commands.map((command, index) =>
    Object.freeze({ command, exit: Number(parts[2 * index + 1] ?? '-1'), output: parts[2 * index] ?? '' }),
  );
}
