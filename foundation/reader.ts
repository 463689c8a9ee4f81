/** Whether anybody still reads stdout: work that only prints may stop then, work that writes files goes on. */

let gone = false;

/** `congvu … | head` has closed our stdout. */
export function readerLeft(): void {
  gone = true;
}

export function readerGone(): boolean {
  return gone;
}
