/** What we use of subset-font, which brings no types. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: 'sfnt' },
  ): Promise<Uint8Array>;
}
