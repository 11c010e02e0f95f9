declare module 'harfbuzzjs/hb.js' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<object>
  export default create
}

declare module 'harfbuzzjs/hbjs.js' {
  export interface HarfBuzzFont {
    setScale(x: number, y: number): void
    glyphName(glyph: number): string
    glyphToJson(glyph: number): { type: string; values: number[] }[]
  }
  export interface HarfBuzzBuffer {
    addText(text: string): void
    guessSegmentProperties(): void
    json(): { g: number; ax: number; dx: number; dy: number }[]
    destroy(): void
  }
  export interface HarfBuzz {
    createBlob(bytes: Uint8Array): object
    createFace(blob: object, index: number): object
    createFont(face: object): HarfBuzzFont
    createBuffer(): HarfBuzzBuffer
    shape(font: HarfBuzzFont, buffer: HarfBuzzBuffer): void
  }
  const of: (instance: object) => HarfBuzz
  export default of
}
