/** How far a run over many files is, on stderr: a line that is redrawn on a terminal, a line now and then elsewhere. */
import type { Language } from '../../../foundation/bilingual.ts';
import type { Terminal } from '../../../foundation/terminal.ts';

export interface BulkProgress {
  /** How many files there are; it may become known late. */
  expect(files: number): void;
  done(): void;
  finish(): void;
}

const redrawEveryMs = 200;
const lineEveryMs = 10_000;
const width = 24;

export function bulkProgress(
  terminal: Terminal,
  language: Language,
  now: () => number = () => performance.now(),
  redraw: (text: string) => void = (text) => void process.stderr.write(text),
): BulkProgress {
  const began = now();
  const every = terminal.interactive ? redrawEveryMs : lineEveryMs;
  let total: number | undefined;
  let count = 0;
  let last = began;
  return Object.freeze({
    expect: (files: number) => {
      total = files;
    },
    done: () => {
      count++;
      const time = now();
      if (time - last < every) return;
      last = time;
      const text = progressText(count, total, (time - began) / 1000, language);
      if (terminal.interactive) redraw(`\r\u001b[2K${bar(count, total)}${text}`);
      else terminal.note(text);
    },
    finish: () => {
      if (terminal.interactive) redraw('\r\u001b[2K');
    },
  });
}

/** `1,200 of 200,000 · 1,480 a second · 2 min 14 s left` */
export function progressText(
  count: number,
  total: number | undefined,
  seconds: number,
  language: Language,
): string {
  const say = words[language];
  const rate = count / Math.max(seconds, 0.001);
  const number = (value: number, decimals = 0): string =>
    value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const speed = `${number(rate, rate >= 10 ? 0 : 1)} ${say.aSecond}`;
  if (total === undefined) return `${number(count)} · ${speed}`;
  return `${number(count)}${say.of}${number(total)} · ${speed} · ${say.left(left((total - count) / rate, say))}`;
}

function left(seconds: number, { hours, minutes, seconds: secondsWord }: ProgressWords): string {
  if (seconds < 60) return `${Math.ceil(seconds)} ${secondsWord}`;
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} ${minutes} ${Math.round(seconds % 60)} ${secondsWord}`;
  }
  return `${Math.floor(seconds / 3600)} ${hours} ${Math.round((seconds % 3600) / 60)} ${minutes}`;
}

interface ProgressWords {
  readonly of: string;
  readonly aSecond: string;
  readonly left: (time: string) => string;
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
}

const words: Readonly<Record<Language, ProgressWords>> = {
  en: {
    of: ' of ',
    aSecond: 'a second',
    left: (time) => `${time} left`,
    hours: 'h',
    minutes: 'min',
    seconds: 's',
  },
  vi: {
    of: ' trên ',
    aSecond: 'tệp mỗi giây',
    left: (time) => `còn ${time}`,
    hours: 'giờ',
    minutes: 'phút',
    seconds: 'giây',
  },
};

function bar(count: number, total: number | undefined): string {
  if (total === undefined || total === 0) return '';
  const full = Math.min(width, Math.round((count / total) * width));
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} `;
}
