/** How many calls faults may hold at once. Each keeps its request in memory. */
import type { Application, Shared } from '../policy/line/application.ts';

/** Leaves room among the unanswered requests of a connection, so that C_Finalize still comes through. */
const ofOneConnection = 64;
const ofAll = 1024;

export function hasRoomToHold({ applications }: Shared, application: Application): boolean {
  if (application.held.size >= ofOneConnection) return false;
  let all = 0;
  for (const { held } of applications) all += held.size;
  return all < ofAll;
}
