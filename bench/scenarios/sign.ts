/** Signatures a second, with one application and with two, over every path with the same key. */
import { generateKeyPairSync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type ApplicationProcess, startApplication } from '../application/application.ts';
import type { KeyKind } from '../application/messages.ts';
import type { Prepared, Ratio, Scenario, Series } from '../measure/scenario.ts';
import { opensslSpeed } from '../peers/openssl.ts';
import { type Peer, pin } from '../peers/peer.ts';
import { startAll } from './paths.ts';

export const signRsa2048: Scenario = signing('sign-rsa-2048', 'rsa-2048');
export const signRsa3072: Scenario = signing('sign-rsa-3072', 'rsa-3072');
export const signP256: Scenario = signing('sign-p256', 'p-256');

function signing(name: string, kind: KeyKind): Scenario {
  return Object.freeze({
    name,
    summary: `C_SignInit and C_Sign with ${kind}, one and two applications`,
    rounds: 9,
    prepare: (folder: string, { milliseconds }: { readonly milliseconds: number }) =>
      prepared(folder, kind, milliseconds),
  });
}

async function prepared(folder: string, kind: KeyKind, milliseconds: number): Promise<Prepared> {
  const { peers, missing, stop } = await startAll(folder);
  const jwk = privateKey(kind);
  const applications: ApplicationProcess[] = [];
  const series: Series[] = [];
  for (const peer of peers) {
    const pair = await twoApplications(peer, kind, jwk);
    applications.push(...pair);
    series.push(...signingSeries(peer, pair, milliseconds));
  }
  const floor = opensslSpeed(kind);
  return Object.freeze({
    series: floor === undefined ? series : [...series, floor],
    ratios: ratios(peers),
    missing: [...missing, ...(floor === undefined ? ['openssl is not on this machine'] : []), ...coreNote()],
    close: async () => {
      for (const application of applications) await application.end();
      await stop();
    },
  });
}

/** All of them logged in before anything is measured: what a login costs is not what a signature costs. */
async function twoApplications(
  peer: Peer,
  kind: KeyKind,
  jwk: Readonly<Record<string, string>>,
): Promise<readonly ApplicationProcess[]> {
  const maker = startApplication(peer.path);
  await maker.obey({ order: 'store-key', kind, jwk, pin }, 'done');
  await maker.end();
  const pair = [startApplication(peer.path), startApplication(peer.path)];
  for (const application of pair) await application.obey({ order: 'prepare', kind, pin }, 'done');
  return pair;
}

function signingSeries(peer: Peer, pair: readonly ApplicationProcess[], milliseconds: number): Series[] {
  const together = async (applications: readonly ApplicationProcess[]): Promise<number> => {
    const order = { order: 'sign', milliseconds } as const;
    const reports = await Promise.all(applications.map((one) => one.obey(order, 'signed')));
    return reports.reduce((sum, report) => sum + (report.signatures / report.milliseconds) * 1000, 0);
  };
  const common = { unit: 'signatures/s', better: 'higher' } as const;
  return [
    {
      ...common,
      id: `${peer.id}-1`,
      title: `${peer.title}, one application`,
      measure: () => together(pair.slice(0, 1)),
    },
    {
      ...common,
      id: `${peer.id}-2`,
      title: `${peer.title}, two applications`,
      measure: () => together(pair),
    },
  ];
}

function ratios(peers: readonly Peer[]): Ratio[] {
  const better = 'higher' as const;
  const stock = peers.some(({ id }) => id === 'stock');
  return [
    { id: 'emulator / direct, one application', of: 'emulator-1', to: 'direct-1', better },
    { id: 'emulator, two applications / one', of: 'emulator-2', to: 'emulator-1', better },
    ...(stock
      ? [
          { id: 'emulator / stock server, one application', of: 'emulator-1', to: 'stock-1', better },
          { id: 'emulator / stock server, two applications', of: 'emulator-2', to: 'stock-2', better },
        ]
      : []),
  ];
}

function privateKey(kind: KeyKind): Readonly<Record<string, string>> {
  const { privateKey: key } =
    kind === 'p-256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('rsa-'.length)) });
  const entries = Object.entries(key.export({ format: 'jwk' }));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function coreNote(): string[] {
  return availableParallelism() > 1 ? [] : ['a second core: two applications share one here'];
}
