/** Everything that checks try a product with: tokens with certificates, signed files, trusted folders, time stamps. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPki, openPki, type Pki, parsePkiDescription } from '../../core/pki/index.ts';
import type { Clock } from '../../foundation/clock.ts';
import { startEmulatedTokens } from './emulated-tokens.ts';
import { type DocumentFactory, signedDocuments } from './signed-documents.ts';
import {
  type SigningToken,
  signingTokens,
  suitePin,
  suiteSoPin,
  type TokenFactory,
} from './signing-tokens.ts';
import { type TrustFolders, trustFolders } from './trust-folders.ts';

export interface MaterialOptions {
  /** An existing folder of the run. */
  readonly dir: string;
  readonly clock: Clock;
  /** Whether a product will sign with emulated tokens: starts the emulator. */
  readonly tokens: boolean;
}

export interface Material {
  /** The moment to which every certificate and time stamp is relative; it stands still for the whole run. */
  readonly now: Date;
  /** What the process of the adapter needs to reach the tokens (P11_KIT_SERVER_ADDRESS); empty without tokens. */
  readonly environment: Readonly<Record<string, string>>;
  /** PINs of the tokens, for whoever keeps messages. */
  readonly secrets: readonly string[];
  readonly pki: Pki;
  readonly trust: TrustFolders;
  /** A file from a recipe; the same recipe gives the same file. */
  readonly signed: DocumentFactory;
  /** A token with key and certificate; the same question gives the same token. Throws when the run has no tokens. */
  readonly token: TokenFactory;
  /** The journal of those tokens; undefined when the run has none. It goes with `close`. */
  readonly tokenJournal: () => Promise<string | undefined>;
  close(): Promise<void>;
}

/** Starts what is needed; keys, certificates and files are made when first asked for. */
export async function prepareMaterial({ dir, clock, tokens }: MaterialOptions): Promise<Material> {
  const now = clock.now();
  const nowAgain = () => new Date(now);
  const pkiDir = join(dir, 'pki');
  mkdirSync(dir, { recursive: true });
  const pki = await createPki({ description: description(), dir: pkiDir, clock: { now: nowAgain } });
  // Last of the parts that can fail: nothing would be left to stop it.
  const started = tokens ? await startEmulatedTokens() : undefined;
  const stamps = timeStampServers(pkiDir, now);
  return Object.freeze({
    now,
    environment: started?.environment ?? {},
    secrets: [suitePin, suiteSoPin],
    pki,
    trust: trustFolders(pki, join(dir, 'trust'), nowAgain),
    signed: signedDocuments({ dir: join(dir, 'signed'), pki, now: nowAgain, timeStampUrl: stamps.url }),
    token: started === undefined ? noTokens : signingTokens(started, pki, nowAgain),
    tokenJournal: async () => started?.journal(),
    close: async () => {
      try {
        await stamps.close();
        pki.close();
      } finally {
        await started?.close();
      }
    },
  });
}

function description() {
  return parsePkiDescription(readFileSync(new URL('./pki.yaml', import.meta.url), 'utf8'));
}

async function noTokens(): Promise<SigningToken> {
  throw new Error('this run has no tokens for signers: prepare the material with tokens');
}

/** One server for each distance from now, started when first asked for: its clock stands that many days back. */
function timeStampServers(dir: string, now: Date) {
  const servers = new Map<number, Promise<{ readonly url: string; close(): Promise<void> }>>();
  const start = async (daysAgo: number) => {
    const at = now.getTime() - daysAgo * 86_400_000;
    const pki = await openPki({ dir, clock: { now: () => new Date(at) } });
    const served = await pki.serve();
    return {
      url: `${served.url}/tsa`,
      close: async () => {
        await served.close();
        pki.close();
      },
    };
  };
  return {
    url: async (daysAgo: number) => {
      const known = servers.get(daysAgo) ?? start(daysAgo);
      servers.set(daysAgo, known);
      return (await known).url;
    },
    close: async () => {
      // One that never started has nothing to close, and must not keep the others open.
      for (const server of servers.values()) await server.then((started) => started.close()).catch(() => {});
    },
  };
}
