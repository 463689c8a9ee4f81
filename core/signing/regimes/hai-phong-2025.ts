/** Hai Phong 2025, articles 14 and 15.1: pictures, places, text and order. Numbers the text leaves open are ours. */
import { copyFormsOfDecree30 } from './copy-forms.ts';
import type { SigningRegime } from './regime.ts';

export const haiPhong2025: SigningRegime = Object.freeze<SigningRegime>({
  id: 'hai-phong-2025',
  inForceFrom: undefined, // a draft
  pdfVersion: '1.4', // 15.1.a, step 3
  utcOffset: { hours: 7, text: '+07:00' }, // 14.2
  certificates: {
    prefixes: { person: ['CCCD:', 'CMND:', 'HC:'], agency: ['MST:', 'MDD:'] },
    kindFor: { personal: 'person', agency: 'agency', copy: 'agency', attachment: 'agency', annex: 'agency' }, // 15.1, 14.2, 14.4, 14.5
    mustBeInTerm: true, // 15.1
  },
  order: { agencyNeedsPersonal: true, personalBeforeAgency: true, earlierMustHold: true }, // 15.1.b, 15.1.c
  images: {
    personal: { colour: 'blue', colourShare: 0.8, transparentShare: 0.3 }, // 14.1.a; the shares are ours
    agency: { colour: 'red', colourShare: 0.8, transparentShare: 0.15 }, // 14.1.b; a round seal leaves 21 % in the corners
    largestPixels: 4000,
  },
  personal: {
    largestMm: { width: 50, height: 25 },
    clearanceMm: 0.5,
    leastHeightMm: 6,
    columnMm: 30,
    stands: 'middle',
  },
  // 14.1.b: about a third, real size
  seal: { stands: 'over-left', gapMm: 0, overlap: 1 / 3, leastMm: 15, mostMm: 60, proportionTolerance: 0.05 },
  // Decree 30/2020, annex I, part I, II.3 and II.4: the number upright at size 13, the date in italics at 13 to 14.
  numbering: {
    number: { font: 'LiberationSerif-Regular.ttf', sizePt: 13 },
    date: { font: 'LiberationSerif-Italic.ttf', sizePt: 13 },
    leastPt: 11,
    mostPt: 14,
    reachMm: 60,
    rightMm: 10,
    daysBack: 7, // ours: no text says how long the paths of a document may take
  },
  copyForms: copyFormsOfDecree30, // 14.2 repeats what decree 30 says of copies
  scan: { leastDpi: 200, colour: true }, // by reference: decree 30/2020, annex I, part II
  text: {
    // 14.2: Times New Roman, upright, size 10, black. Liberation Serif has its metrics and may be shipped.
    font: 'LiberationSerif-Regular.ttf',
    sizePt: 10,
    leadingPt: 11.5,
    paddingPt: 2,
    topMm: 4,
    rightMm: 8,
    leastTopMm: 1.5,
    widestMm: 110,
    narrowestMm: 50,
    searchShare: 0.25,
    searchAcross: 0.6,
  },
});
