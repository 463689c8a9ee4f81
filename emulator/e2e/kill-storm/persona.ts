/** One kind of application in the storm, the token it works on, and how what it did is checked after a kill. */
import type { ControlClient } from '../../control/control-client.ts';
import type { RawApplication } from '../raw-application.ts';
import type { Dice } from './dice.ts';

export interface Stage {
  readonly dir: string;
  readonly control: ControlClient;
  /** A connected application that has called C_Initialize; closed when the round is over. */
  application(): Promise<RawApplication>;
  /** What must never happen has happened. */
  complain(complaint: string | undefined): void;
  /** Counts for the report. */
  count(what: string): void;
}

export interface Persona {
  readonly name: string;
  /** Makes its token, before the first kill. */
  begin(stage: Stage): Promise<void>;
  /** Works until it is done or until the connection dies: then it rejects. */
  act(stage: Stage, dice: Dice): Promise<void>;
  /** Looks at what is left after a kill, on a server that runs. */
  check(stage: Stage): Promise<void>;
}

export const soPin = '87654321';
