/** All routes of the control channel, by capability. */
import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../../emulator-interface.ts';
import { registerClockRoutes } from './clock.ts';
import { registerFaultRoutes } from './faults.ts';
import { registerJournalRoutes } from './journal.ts';
import { registerLifeRoutes } from './life.ts';
import { registerPinRoutes } from './pins.ts';
import { registerSnapshotRoutes } from './snapshots.ts';
import { registerTokenRoutes } from './tokens.ts';

type Register = (app: FastifyInstance, emulator: Emulator) => void;

const areas: Readonly<Record<string, Register>> = {
  tokens: registerTokenRoutes,
  life: registerLifeRoutes,
  pins: registerPinRoutes,
  snapshots: registerSnapshotRoutes,
  faults: registerFaultRoutes,
  clock: registerClockRoutes,
  journal: registerJournalRoutes,
};

/** What an emulator can do; clients look here before they rely on something. */
export const capabilities: readonly string[] = Object.freeze(Object.keys(areas));

export function registerRoutes(app: FastifyInstance, emulator: Emulator): void {
  for (const register of Object.values(areas)) register(app, emulator);
}
