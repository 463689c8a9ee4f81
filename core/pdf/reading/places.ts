/** Where the objects of a file stand, one revision after the other: looked for in the cross-references once for each object. */
import type { Entry } from './cross-reference.ts';
import type { ReadObject } from './object-reader.ts';
import type { Revision } from './revisions.ts';

/** What a revision says of an object. */
export class Place {
  readonly revision: number;
  readonly entry: Entry;
  /** What an older revision says. */
  readonly older: Place | undefined;
  /** What was read there, as long as the reader keeps it. */
  read: ReadObject | undefined = undefined;

  constructor(revision: number, entry: Entry, older: Place | undefined) {
    this.revision = revision;
    this.entry = entry;
    this.older = older;
  }
}

/** Numbers up to here are looked up in a list: most files have fewer objects. */
const mostListed = 1024;

export class Places {
  private readonly revisions: readonly Revision[];
  /** Null where no revision has the object. */
  private readonly listed: (Place | null | undefined)[] = [];
  /** Of those only that there are: a file may ask for millions of others. */
  private readonly others = new Map<number, Place>();

  constructor(revisions: readonly Revision[]) {
    this.revisions = revisions;
  }

  /** What the newest revision that says something says; undefined when none does. */
  newest(number: number): Place | undefined {
    const known = number < mostListed ? this.listed[number] : this.others.get(number);
    return known === undefined ? this.found(number) : (known ?? undefined);
  }

  /** Lets go of what was read: a place that kept it until it is asked for again would keep all that was ever read. */
  forget(): void {
    for (const place of this.listed) forgetAt(place ?? undefined);
    for (const place of this.others.values()) forgetAt(place);
  }

  private found(number: number): Place | undefined {
    let place: Place | undefined;
    for (const { number: revision, sections } of this.revisions) {
      for (const { entries } of sections) {
        const entry = entries.get(number);
        if (entry === undefined) continue;
        place = new Place(revision, entry, place);
        break;
      }
    }
    if (number < mostListed) {
      while (this.listed.length < number) this.listed.push(undefined);
      this.listed[number] = place ?? null;
    } else if (place !== undefined) this.others.set(number, place);
    return place;
  }
}

function forgetAt(newest: Place | undefined): void {
  for (let place = newest; place !== undefined; place = place.older) place.read = undefined;
}
