/** What a scenario is: some series of figures, taken in turns in the same run, and the ratios between them. */

/** One way of doing the thing that is measured. */
export interface Series {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** One figure. Called once to warm up, and then once a round. */
  measure(): Promise<number>;
}

/** Ratios are what is compared with a stored run: they hold on a slower machine too. */
export interface Ratio {
  readonly id: string;
  readonly of: string;
  readonly to: string;
  readonly better: 'higher' | 'lower';
}

export interface Prepared {
  readonly series: readonly Series[];
  readonly ratios: readonly Ratio[];
  /** What should have been measured and is not on this machine, in words. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** Rounds when nobody says how many. */
  readonly rounds: number;
  /** `folder`: an empty one, removed after. */
  prepare(folder: string, options: { readonly milliseconds: number }): Promise<Prepared>;
}
