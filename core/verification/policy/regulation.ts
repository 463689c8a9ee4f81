/** What a text asks of a signed file, as data. `undefined` where the text says nothing: then nothing is asked. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Citation, Places } from './citation.ts';
import type { TextId } from './texts.ts';

/**
 * What a document claims to be. `scanned`: paper that was signed by hand and scanned. `unsealed`: a document that
 * would bear no seal on paper.
 */
export const documentRoles = ['original', 'copy', 'attachment', 'annex', 'scanned', 'unsealed'] as const;
export type DocumentRole = (typeof documentRoles)[number];

export interface SubjectConvention {
  /** Beginnings of the subject's UID. */
  readonly personPrefixes: readonly string[];
  readonly agencyPrefixes: readonly string[];
}

/** Of one role of document. */
export interface Form {
  /** That an authorised person has signed. */
  readonly person: Places | undefined;
  /** That the agency has signed. */
  readonly agency: Places | undefined;
  /** That the person begins and the agency ends, or the agency ends alone. */
  readonly order: Places | undefined;
  readonly look: Look | undefined;
  /** What the agency's signature shows as text. */
  readonly text?: { readonly rule: TextRule; readonly by: Places };
  /** How the paper is scanned. */
  readonly scan?: { readonly rule: ScanRule; readonly by: Places };
}

/** In this order from the top down. */
export interface TextRule {
  readonly parts: readonly TextPart[];
  /** False: nothing but text. */
  readonly withPicture: boolean;
}

export type TextPart = 'copy-form' | 'agency' | 'number' | 'time';

export interface ScanRule {
  readonly leastVersion: string;
  readonly leastDpi: number;
  readonly colour: boolean;
}

export interface Look {
  readonly rule: LookRule;
  readonly by: Places;
}

export type LookRule =
  /** The agency's image over the left part of the person's; shares of the latter's width. */
  | {
      readonly kind: 'over-left';
      readonly leastOverlap: number;
      readonly mostOverlap: number;
      readonly leastCommonHeight: number;
    }
  /** Both in one row, the agency to the right; how far it may reach into the person's, and how much of the lower
   * one's height has to be common, as shares. */
  | { readonly kind: 'row'; readonly mostOverlap: number; readonly leastCommonHeight: number }
  /** In the top right corner of a page; shares of the page from left and bottom. */
  | {
      readonly kind: 'corner';
      readonly page: number;
      readonly leastLeft: number;
      readonly leastBottom: number;
    }
  /** Beside something that only a person sees. */
  | { readonly kind: 'unseen' };

export interface PolicyArticle {
  readonly place: Citation;
  /** What of it can be seen in a file, in our own words. */
  readonly about: Bilingual;
  /** What speaks against it in documents of every role; what forms, competence and secrecy ask is added to it. */
  readonly reasons: readonly ReasonCode[];
}

/** What an auditor should know about our reading, in a sentence; nothing that decides. */
export interface Doubt extends Bilingual {
  /** In a few words, for beside the state of an article. */
  readonly short: Bilingual;
  /** The articles that it is about; left out: all that are looked at. Empty: none of them. */
  readonly of?: readonly Citation[];
  /** First day of a document that it bears on, `2026-11-15`; left out: every day. */
  readonly from?: string;
  /** Left out: documents of every role. */
  readonly roles?: readonly DocumentRole[];
}

export interface TextPolicy {
  readonly id: TextId;
  readonly forms: Readonly<Record<DocumentRole, Form | undefined>>;
  /** Where it binds a certificate to the acts of its own agency. */
  readonly competence: Places | undefined;
  /** Where it keeps classified documents out. */
  readonly secrecy: Places | undefined;
  readonly articles: readonly PolicyArticle[];
  readonly doubts?: readonly Doubt[];
}

export interface RegulationPolicy extends TextPolicy {
  /** Whether the forms of decree 30 apply beside it: they are those of administrative documents. */
  readonly administrative: boolean;
}

/** For texts, or roles of them, that say nothing. */
export const saysNothing = Object.freeze({
  person: undefined,
  agency: undefined,
  order: undefined,
  look: undefined,
} as const satisfies Form);

export const noForms = Object.freeze({
  original: undefined,
  copy: undefined,
  attachment: undefined,
  annex: undefined,
  scanned: undefined,
  unsealed: undefined,
} as const satisfies TextPolicy['forms']);
