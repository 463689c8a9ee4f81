/** Which process is at the other end of a connection: asked of the kernel by a short-lived helper, behind the calls. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';

export interface Peer {
  pid: number | undefined;
  program: string | undefined;
  settled: boolean;
}

export interface Peers {
  /** Finds out, a little later; `hear` is told then, if it could be found out. */
  watch(socket: Socket, connection: number, hear?: (peer: Peer) => void): void;
  of(connection: number): Peer | undefined;
  /** Nobody will ask for it any more. */
  forget(connection: number): void;
}

/** Perl is in every Debian (perl-base is essential); Node has no getsockopt. */
const perl = '/usr/bin/perl';

/**
 * SO_PEERCRED (unix(7)) of the sockets it inherits from descriptor 3 on. /proc/PID/comm is read there too: the
 * application may be gone a moment later.
 */
const script = `for my $fd (3 .. $ARGV[0] + 2) {
  open(my $socket, "+<&=", $fd) or next;
  my $pid = unpack("i", getsockopt($socket, 1, 17) || "") || 0;
  my $name = "";
  if ($pid > 0 && open(my $file, "<", "/proc/$pid/comm")) { $name = <$file> // ""; chomp $name; }
  # Node and others call their first thread so, and with it the process.
  if ($name eq "MainThread" && (readlink("/proc/$pid/exe") // "") =~ m{([^/]+)$}) { $name = $1; }
  print "$pid $name\\n";
}`;

/** The greeting and C_Initialize of an application come first. */
const delayMs = 2;
const batch = 64;

export function peerLookup(): Peers {
  const known = new Map<number, Peer>();
  const able = existsSync(perl);
  const queue: Asked[] = [];
  let timer: NodeJS.Timeout | undefined;
  let asking = false;

  function askSoon(): void {
    if (asking || queue.length === 0 || timer !== undefined) return;
    timer = setTimeout(ask, delayMs).unref();
  }

  function ask(): void {
    timer = undefined;
    const asked: (Asked & { readonly descriptor: number })[] = [];
    for (const { socket, peer, hear } of queue.splice(0, batch)) {
      const descriptor = socket.destroyed ? undefined : descriptorOf(socket);
      if (descriptor === undefined) peer.settled = true;
      else asked.push({ socket, descriptor, peer, hear });
    }
    if (asked.length === 0) {
      askSoon();
      return;
    }
    asking = true;
    const done = (answer: string): void => {
      if (!asking) return;
      asking = false;
      const lines = answer.split('\n');
      for (const [index, { peer, hear }] of asked.entries()) {
        settle(peer, lines[index] ?? '');
        if (peer.pid !== undefined) hear(peer);
      }
      askSoon();
    };
    const descriptors = asked.map(({ descriptor }) => descriptor);
    const child = spawn(perl, ['-e', script, String(asked.length)], {
      stdio: ['ignore', 'pipe', 'ignore', ...descriptors],
      env: {},
    });
    child.unref();
    let answer = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    child.once('error', () => done(''));
    child.once('close', () => done(answer));
  }

  return Object.freeze({
    watch: (socket, connection, hear = () => undefined) => {
      const peer: Peer = { pid: undefined, program: undefined, settled: !able };
      known.set(connection, peer);
      if (!able) return;
      queue.push({ socket, peer, hear });
      askSoon();
    },
    of: (connection) => known.get(connection),
    forget: (connection) => void known.delete(connection),
  } satisfies Peers);
}

interface Asked {
  readonly socket: Socket;
  readonly peer: Peer;
  readonly hear: (peer: Peer) => void;
}

/** Node keeps it inside; without it the process is simply not known. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as unknown as { readonly _handle?: { readonly fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}

function settle(peer: Peer, line: string): void {
  const [, pid = '', program = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
  peer.settled = true;
  // 0: a process in another namespace.
  if (Number(pid) === 0) return;
  peer.pid = Number(pid);
  if (program !== '') peer.program = program;
}
