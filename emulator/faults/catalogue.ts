/** The catalogue of named faults: one script a file in `catalogue/`, each saying what a good product does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readScript } from './read-script.ts';
import type { AboutFault, FaultScript } from './script.ts';

const folder = new URL('./catalogue/', import.meta.url);
const ending = '.yaml';

export interface CatalogueEntry {
  readonly name: string;
  readonly about: AboutFault;
  readonly script: FaultScript;
}

/** All of them, in the order of their names. */
export function faultCatalogue(): readonly CatalogueEntry[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => entry(file.slice(0, -ending.length)));
}

/** Undefined when there is none of that name. */
export function catalogueScript(name: string): FaultScript | undefined {
  const known = /^[a-z0-9-]+$/.test(name) && existsSync(new URL(`${name}${ending}`, folder));
  return known ? entry(name).script : undefined;
}

function entry(name: string): CatalogueEntry {
  const file = `${name}${ending}`;
  const script = readScript(readFileSync(new URL(file, folder), 'utf8'), `catalogue/${file}`);
  const { about } = script;
  if (about === undefined || script.name !== name)
    throw new TypeError(`catalogue/${file} says nothing of itself`);
  return Object.freeze({ name, about, script });
}
