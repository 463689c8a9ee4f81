/** What must not come of any input: a crash, no code, a pass that nothing explains, too much time or memory. */
import type { Result } from './attack.ts';

/** Of one input (issue 4): processor time, and memory beyond what was taken before it. */
const most = { milliseconds: 2_000, kilobytes: 256 * 1024 };

/** What is wrong with a result; nothing is as it should be. */
export function complaintsAbout(result: Result, name: string): string[] {
  if ('crash' in result) return [`${name}: ${result.crash}\n${result.stack}`];
  const { verdict, code, explanation, milliseconds, kilobytes } = result;
  const passes = verdict === 'TOTAL-PASSED';
  return [
    ...(/^[A-Z_]+$/.test(code) ? [] : [`${name}: no code`]),
    ...(passes && (explanation ?? 'unexplained') === 'unexplained' ? [`${name}: it passes`] : []),
    ...(milliseconds > most.milliseconds ? [`${name}: ${milliseconds} ms`] : []),
    ...(kilobytes > most.kilobytes ? [`${name}: ${kilobytes} kB`] : []),
  ];
}
