/** Whether anybody still reads stdout: work that only prints may stop then, work that writes files goes on. */

let gone = false;

/** `congvu … | head` has closed our stdout. */
export function readerLeft(): void {
  gone = true;
}

export function readerGone(): boolean {
  return gone;
}

let lost = false;
let outlasting = 0;

/** Until it is called back, stdout that cannot be written ends nothing: files are being made that somebody waits for. */
export function outlastOutput(): () => void {
  outlasting += 1;
  return () => {
    outlasting -= 1;
  };
}

/** Stdout cannot be written, as on a full disk. False: nothing that goes on is worth it. */
export function outputLost(): boolean {
  if (outlasting === 0) return false;
  lost = true;
  gone = true;
  return true;
}

/** Whether work went on without its output: it has not succeeded. */
export function workedWithoutOutput(): boolean {
  return lost;
}
