/** How far a run over many files is, on stderr: a line that is redrawn on a terminal, a line now and then elsewhere. */
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
      const text = progressText(count, total, (time - began) / 1000);
      if (terminal.interactive) redraw(`\r\u001b[2K${bar(count, total)}${text}`);
      else terminal.note(text);
    },
    finish: () => {
      if (terminal.interactive) redraw('\r\u001b[2K');
    },
  });
}

/** `1,200 of 200,000 · 1,480 a second · 2 min 14 s left` */
export function progressText(count: number, total: number | undefined, seconds: number): string {
  const rate = count / Math.max(seconds, 0.001);
  const number = (value: number): string => Math.round(value).toLocaleString('en');
  const many = rate >= 10 ? number(rate) : rate.toFixed(1);
  if (total === undefined) return `${number(count)} · ${many} a second`;
  return `${number(count)} of ${number(total)} · ${many} a second · ${left((total - count) / rate)} left`;
}

function left(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}

function bar(count: number, total: number | undefined): string {
  if (total === undefined || total === 0) return '';
  const full = Math.min(width, Math.round((count / total) * width));
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} `;
}
