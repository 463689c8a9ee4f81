/** Kills the emulator again and again while applications work, and looks each time at what is left. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { controlClient } from '../../control/control-client.ts';
import { type RawApplication, rawApplication } from '../raw-application.ts';
import { changer } from './changer.ts';
import { seededDice } from './dice.ts';
import { guesser } from './guesser.ts';
import { keymaker } from './keymaker.ts';
import { killableServer } from './killable-server.ts';
import { mover } from './mover.ts';
import type { Persona, Stage } from './persona.ts';
import { wiper } from './wiper.ts';

export interface StormReport {
  readonly kills: number;
  /** What must never happen, with the number of the kill. */
  readonly complaints: readonly string[];
  /** How often what was done, and who was killed. */
  readonly counts: Readonly<Record<string, number>>;
}

/** In the order of their slots. */
const cast = (): readonly Persona[] => [guesser(), changer(), keymaker(), mover(), wiper()];

/** A kill comes after so many milliseconds at most, while applications arrive, … */
const early = 100;
/** … or when so many of their calls have been answered, at most, and a little later, in the middle of the next one. */
const deep = { answers: 24, milliseconds: 25, patience: 2000 } as const;

/**
 * Milliseconds after a kill in which something must be answered as long as an application waits: what they do after a kill
 * of engines is work, and takes as long as a crowded machine takes for it.
 */
const patience = 20_000;

/** `dir` must be empty. The same seed does the same things; when a kill hits a call is the machine's own chance. */
export async function storm(options: {
  readonly dir: string;
  readonly seed: number;
  readonly kills: number;
}): Promise<StormReport> {
  const { dir, seed, kills } = options;
  const dice = seededDice(seed);
  const server = killableServer(dir);
  const complaints: string[] = [];
  const counts: Record<string, number> = {};
  const applications: RawApplication[] = [];
  let round = 0;
  let answers = 0;
  let heard = (): void => undefined;
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
    answers++;
    heard();
  };
  /** Settles when `more` things have been counted from now on, when all is over, or at last when patience ends. */
  async function counted(more: number, over: Promise<unknown>): Promise<void> {
    const goal = answers + more;
    const tired = new AbortController();
    const enough = new Promise<void>((resolve) => {
      heard = () => answers >= goal && resolve();
      heard();
    });
    await Promise.race([
      enough,
      over,
      setTimeout(deep.patience, undefined, { signal: tired.signal }).catch(() => undefined),
    ]);
    tired.abort();
  }
  const stage: Stage = {
    dir,
    control: controlClient(dir),
    application: async () => {
      const one = await rawApplication(join(dir, 'p11.sock'));
      applications.push(one);
      await one.initialize();
      return one;
    },
    complain: (complaint) => {
      if (complaint !== undefined) complaints.push(`kill ${round}: ${complaint}`);
    },
    count,
  };
  const closed = (): void => {
    for (const one of applications.splice(0)) one.close();
  };

  try {
    await server.start();
    const personas = cast();
    for (const persona of personas) await persona.begin(stage);
    while (round < kills && complaints.length === 0) {
      round++;
      const throws = dice.split();
      const playing = personas.filter(() => throws.chance(0.5));
      const waiting = new Set(playing.map(({ name }) => name));
      const acting = playing.map((persona) =>
        persona
          .act(stage, throws.split())
          .catch(() => count('cut short'))
          .finally(() => waiting.delete(persona.name)),
      );
      if (throws.chance(0.3)) await setTimeout(throws.below(early));
      else {
        await counted(1 + throws.below(deep.answers), Promise.all(acting));
        await setTimeout(throws.below(deep.milliseconds));
      }
      const victim = throws.pick(['server', 'server', 'engines', 'all']);
      count(`kills of ${victim}`);
      if (victim === 'server') await server.killServer();
      else if (victim === 'all') await server.killAll();
      else if ((await server.killEngines()) === 0) count('kills of engines that found none');
      if (!(await overOrSilent(Promise.all(acting), () => answers)))
        stage.complain(
          `${[...waiting].join(', ')}: no answer in ${patience / 1000} s behind a kill of ${victim}, and no end either`,
        );
      closed();
      if (victim !== 'engines') await server.start();
      for (const persona of personas) {
        await persona
          .check(stage)
          .catch((error: unknown) =>
            stage.complain(`${persona.name}: ${error instanceof Error ? error.stack : error}`),
          );
      }
      closed();
    }
    counts['unfinished files left behind'] = leftovers(dir);
  } catch (error) {
    complaints.push(`kill ${round}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    closed();
    await server.killAll();
  }
  return Object.freeze({ kills: round, complaints, counts });
}

/** False: nothing has been answered for too long, and it is not over. */
async function overOrSilent(over: Promise<unknown>, answers: () => number): Promise<boolean> {
  for (let before = -1; before !== answers(); ) {
    before = answers();
    const tired = new AbortController();
    const late = setTimeout(patience, false, { signal: tired.signal }).catch(() => true);
    const ended = await Promise.race([over.then(() => true), late]);
    tired.abort();
    if (ended) return true;
  }
  return false;
}

function leftovers(dir: string): number {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))
    .length;
}
