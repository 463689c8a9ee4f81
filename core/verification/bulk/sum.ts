/** Counts of a run: verdicts, and the reasons of those that did not pass, the most frequent first. */
import { unreadSentence } from '../details/unread.ts';
import { type ReasonCode, reasons } from '../reasons.ts';
import { type Language, type Words, words } from '../report/words.ts';
import type { Verdict } from '../report.ts';

export interface Sum {
  readonly files: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Reason, or a code of a file that was not verified → files. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface Counter {
  add(result: { readonly verdict: Verdict; readonly reason?: string | undefined }, files?: number): void;
  sum(): Sum;
}

export function counter(): Counter {
  const verdicts: Record<Verdict, number> = { 'TOTAL-PASSED': 0, 'TOTAL-FAILED': 0, INDETERMINATE: 0 };
  const found = new Map<string, number>();
  let files = 0;
  return Object.freeze({
    add: ({ verdict, reason }: Parameters<Counter['add']>[0], count = 1) => {
      files += count;
      verdicts[verdict] += count;
      if (verdict !== 'TOTAL-PASSED' && reason !== undefined)
        found.set(reason, (found.get(reason) ?? 0) + count);
    },
    sum: () => ({
      files,
      verdicts: { ...verdicts },
      reasons: Object.fromEntries([...found].sort((a, b) => b[1] - a[1])),
    }),
  });
}

export function sumText({ files, verdicts, reasons: why }: Sum, language: Language): string[] {
  const say: Words = words[language];
  const verdictLine = (['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'] as const)
    .map((verdict) => `${verdicts[verdict]} ${say[verdict]}`)
    .join(' · ');
  return [
    '',
    `${say.filesInAll}: ${files} · ${verdictLine}`,
    ...Object.entries(why).map(([reason, count]) => {
      const said = reason in reasons ? reasons[reason as ReasonCode].sentence : unreadSentence(reason);
      const sentence = said === undefined ? '' : `: ${said[language]}`;
      return `${`${count}`.padStart(8)}  ${reason}${sentence}`;
    }),
  ];
}
