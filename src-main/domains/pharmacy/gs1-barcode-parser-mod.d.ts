/** The library has no types of its own. `data` is a Date for date elements. */
declare module 'gs1-barcode-parser-mod' {
  interface Element {
    ai: string
    data: string | number | Date
  }
  const parser: { parseBarcode(text: string): { parsedCodeItems: Element[] } }
  export default parser
}
