/** Shows how far a run is: a line that is redrawn on a terminal, one plain line a row elsewhere. */
import type { Terminal } from '../../foundation/terminal.ts';
import type { Progress } from '../runner/run-suite.ts';

export function progressOn(terminal: Terminal, redraw: (text: string) => void = onStderr): Progress {
  return terminal.interactive ? redrawn(redraw) : plain(terminal);
}

function plain(terminal: Terminal): Progress {
  let total = 0;
  let done = 0;
  return {
    began: (rows) => {
      total = rows;
    },
    started: () => {},
    ended: (row) => {
      done += 1;
      const count = `${done}`.padStart(`${total}`.length);
      terminal.note(`[${count}/${total}] ${row.verdict.padEnd(5)} ${row.requirement}`);
    },
    finished: () => {},
  };
}

const width = 24;

function redrawn(redraw: (text: string) => void): Progress {
  let total = 1;
  let done = 0;
  let bad = 0;
  return {
    began: (rows) => {
      total = Math.max(rows, 1);
    },
    started: (row) => {
      const full = Math.round((done / total) * width);
      const bar = '█'.repeat(full) + '░'.repeat(width - full);
      const trouble = bad === 0 ? '' : ` · ${bad} not passed`;
      redraw(`\r\u001b[2K${bar} ${done}/${total}${trouble} · ${row.requirement}`);
    },
    ended: (row) => {
      done += 1;
      if (row.verdict !== 'pass') bad += 1;
    },
    finished: () => redraw('\r\u001b[2K'),
  };
}

function onStderr(text: string): void {
  process.stderr.write(text);
}
