/**
 * A lane's process: has one token's SoftHSM loaded, and talks to one application at a time on its own socket, as long as
 * that asks for nothing but signatures with one key. Started by lane-process.ts, with which it ends.
 */
import { readSync } from 'node:fs';
import { Socket } from 'node:net';
import { laneBoard } from './board.ts';
import { type Express, express } from './express.ts';
import type { ExpressCalls, FromLane, HandedBack, ToLane } from './messages.ts';
import { type Signer, signerFinder } from './signer.ts';

/** Where the board is among the inherited descriptors. */
const boardDescriptor = 4;
/** Milliseconds after a call in which the next one is expected: a little longer than an RSA-2048 signature. */
const patience = 1;
/** Milliseconds: a round of the loop takes a tenth of it, unless another process has got the core meanwhile. */
const pushedAside = 0.05;
const crowdedFor = 500;
/** A few milliseconds to some tenths of a second of signatures. */
const readsInARow = 200;

// SoftHSM's refusals are no faults of this program: nobody reads where they were thrown.
Error.stackTraceLimit = 0;

const server = process.ppid;
/** The loop hears of it too, but waiting in reads keeps it from its turn for up to some tenths of a second. */
const liveWithServer = (): void => {
  if (process.ppid !== server) process.exit(0);
};

const board = laneBoard(boardDescriptor);
const findSigner = signerFinder();
let signer: Signer | undefined;
let present: { readonly socket: Socket; readonly lane: Express } | undefined;

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToLane, handle: unknown) => {
  if (message.kind === 'prepare') prepare(message);
  else if (message.kind === 'take') take(message, handle);
  else if (present !== undefined) giveBack(present.lane.end('asked'));
});

function prepare(preparation: ToLane & { kind: 'prepare' }): void {
  try {
    signer = findSigner(preparation);
    tell({ kind: 'prepared', ready: true, reason: '' });
  } catch (error) {
    tell({ kind: 'prepared', ready: false, reason: error instanceof Error ? error.message : 'unknown' });
  }
}

/** `handle` is libuv's pipe, with its descriptor. */
function take({ blocking, ...calls }: ExpressCalls & { readonly blocking: boolean }, handle: unknown): void {
  const { fd, close } = handle as { readonly fd: number; close(): void };
  if (signer === undefined || !opened(signer, calls.mechanism)) {
    close.call(handle);
    tell({ kind: 'back', leftover: '', unsent: '', initialised: false, reason: 'refused' });
    return;
  }
  const lane = express({ fd, board, signer, calls, liveWithServer });
  const options = {
    handle,
    // An end of the application's is the server's to answer: nothing is shut down from here.
    allowHalfOpen: true,
    readable: true,
    writable: true,
    onread: {
      buffer: Buffer.alloc(16_384),
      callback: (count: number, buffer: Buffer) => heard(buffer, count),
    },
  };
  const socket = new Socket(options as unknown as ConstructorParameters<typeof Socket>[0]);
  present = { socket, lane };
  const closed = (): void => {
    if (present?.socket === socket) giveBack(lane.end('closed'));
  };
  socket.once('end', closed);
  socket.once('error', closed);
  socket.resume();

  /** False stops the reading. */
  function heard(buffer: Buffer, count: number): boolean {
    let back = lane.feed(buffer.subarray(0, count));
    // To wait in a read is cheaper than to go round the loop; now and then that must hear of the server, too. And while
    // the next C_SignInit was done ahead, the application has mostly asked for it already.
    for (let reads = 0; back === undefined && reads < readsInARow; reads++) {
      const more = (blocking ? !mayStayAwake(lane) : lane.isAhead()) ? readNow(fd, buffer) : 0;
      if (more === 0) break;
      back = lane.feed(buffer.subarray(0, more));
    }
    if (back === undefined) {
      if (mayStayAwake(lane)) stayAwake();
      return true;
    }
    giveBack(back);
    return false;
  }
}

/** 0: nothing came in time, or the end, which the loop will hear of too. */
function readNow(fd: number, buffer: Buffer): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, null);
  } catch {
    return 0;
  }
}

function opened(one: Signer, mechanism: number): boolean {
  try {
    one.open(mechanism);
    return true;
  } catch {
    return false;
  }
}

/** Nothing is read any more when the server hears of it; closing this descriptor leaves the server's as it is. */
function giveBack(back: HandedBack): void {
  const socket = present?.socket;
  present = undefined;
  socket?.pause();
  tell({ kind: 'back', ...back });
  socket?.destroy();
}

function tell(message: FromLane): void {
  process.send?.(message);
}

let until = 0;
let turning = false;
let lastTurn = 0;
/** Somebody else wants this core: until then it is his while nothing is to be done. */
let crowded = 0;

function mayStayAwake(lane: Express): boolean {
  return lane.spins() && performance.now() > crowded;
}

/** As policy/awake.ts does in the server. */
function stayAwake(): void {
  lastTurn = performance.now();
  until = lastTurn + patience;
  if (turning) return;
  turning = true;
  setImmediate(turn);
}

function turn(): void {
  const now = performance.now();
  if (now - lastTurn > pushedAside) crowded = now + crowdedFor;
  lastTurn = now;
  turning = now < until && now > crowded;
  if (turning) setImmediate(turn);
}
