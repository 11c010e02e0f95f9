import { describe, expect, it } from 'vitest'
import { reportOf } from './import-formulary.ts'
import { planFormulary } from './plan-formulary.ts'

const HEAD = 'name,atc,form,unit,routes,pack_size,ingredients,brand,strength,per,gtin,controlled,hold_below'
const CAPSULES = 'amoxicillin,J01CA04,capsule,capsule,oral,100,,,500 mg,,02000000000015,,'
const FEWER = 'amoxicillin,J01CA04,capsule,capsule,oral,21,,,500 mg,,,,'
const LIQUID = 'Amoxicillin,j01ca04,oral suspension,mL,oral; enteralTube,100,,,125 mg,5 mL,,,'
const plan = (...lines: string[]) => planFormulary(Buffer.from([HEAD, ...lines].join('\n')))
const told = (...lines: string[]) => plan(...lines).problems.map(({ line, column, code }) => [line, column, code])

describe('a file of medicines', () => {
  it('given lines of one medicine, when read, then they are its products, and lines of one product its packs', () => {
    const { medicines, problems } = plan(CAPSULES, FEWER, LIQUID)
    expect(problems).toEqual([])
    expect(medicines).toHaveLength(1)
    expect(medicines[0]).toMatchObject({
      lines: [2, 3, 4],
      medicine: {
        ...{ name: 'amoxicillin', atc: 'J01CA04', ingredients: ['amoxicillin'] },
        products: [
          { form: 'capsule', packs: [{ size: 100, gtin: '02000000000015' }, { size: 21 }], per: { unit: '1' } },
          { routes: ['oral', 'enteralTube'], per: { nano: 5_000_000, unit: 'mL' } },
        ],
      },
    })
  })

  it('given a byte-order mark, CRLF, quoted commas, marks and line ends, when read, then cells and lines are right', () => {
    const quoted = 'morphine,N02AA01,"solution, ""sterile""\r\nfor injection",ampoule,intravenous,10,,,10 mg,1 mL,,yes,'
    const { medicines } = planFormulary(Buffer.from(`\uFEFF${HEAD}\r\n${quoted}\r\n\r\n${CAPSULES}\r\n`))
    expect(medicines.map(({ lines }) => lines)).toEqual([[2], [5]])
    expect(medicines[0]?.medicine).toMatchObject({
      ...{ controlled: true, products: [{ form: 'solution, "sterile"\r\nfor injection' }] },
    })
  })

  it('given a combination and a value to hold below, when read, then each ingredient has its strength', () => {
    const { medicines } = plan(
      'co-amoxiclav,J01CR02,tablet,tablet,oral,21,amoxicillin; clavulanic acid,,500 mg; 125 mg,,,,',
      'atenolol,C07AB03,tablet,tablet,oral,28,,,50 mg,,,,pulse 50',
    )
    expect(medicines[0]?.medicine.products[0]?.strengths.map(({ ingredient }) => ingredient)).toEqual([
      ...['amoxicillin', 'clavulanic acid'],
    ])
    expect(medicines[1]?.medicine).toMatchObject({ holdBelow: { vital: 'pulse', value: 50 } })
  })

  it.each([
    ['an ATC group', CAPSULES.replace('J01CA04', 'J01CA'), 'atc', 'VALUE_INVALID'],
    ['a route nobody knows', CAPSULES.replace(',oral,', ',orall,'), 'routes', 'VALUE_INVALID'],
    ['no pack size', CAPSULES.replace(',100,', ',,'), 'pack_size', 'VALUE_INVALID'],
    ['a pack of nothing', CAPSULES.replace(',100,', ',0,'), 'pack_size', 'VALUE_INVALID'],
    ['half a tablet in a pack', CAPSULES.replace(',100,', ',1.5,'), 'pack_size', 'VALUE_INVALID'],
    ['neither yes nor no', `${CAPSULES.slice(0, -1)}maybe,`, 'controlled', 'VALUE_INVALID'],
    ['a value without its vital', `${CAPSULES}50`, 'hold_below', 'VALUE_INVALID'],
    ['a decimal comma', CAPSULES.replace('500 mg', '"0,5 g"'), 'strength', 'AMOUNT_INVALID'],
    ['a unit nobody knows', CAPSULES.replace('500 mg', '500 mgg'), 'strength', 'AMOUNT_INVALID'],
    ['a strength of zero', CAPSULES.replace('500 mg', '0 mg'), 'strength', 'AMOUNT_INVALID'],
    ['two strengths of one ingredient', CAPSULES.replace('500 mg', '500 mg; 5 mg'), 'strength', 'STRENGTH_COUNT'],
    ['a wrong check digit', CAPSULES.replace('00015', '00016'), 'gtin', 'GTIN_CHECK'],
    ['a barcode that a spreadsheet has cut', CAPSULES.replace('02000000000015', '2E+12'), 'gtin', 'VALUE_INVALID'],
    ['a cell too many', `${CAPSULES},`, '', 'LINE_LENGTH'],
  ])('given %s, when read, then line, column and code are told and nothing is planned', (_, line, column, code) => {
    expect(told(line)).toEqual([[2, column, code]])
    expect(plan(line).medicines).toEqual([])
  })

  it('given a barcode with the zeros before it cut off, when read, then it is that barcode', () => {
    const { medicines } = plan(CAPSULES.replace('02000000000015', '2000000000015'))
    expect(medicines[0]?.medicine.products[0]?.packs).toEqual([{ size: 100, gtin: '02000000000015' }])
  })

  it('given one refused line of a medicine, when read, then its other lines are held back and other medicines are not', () => {
    const other = 'paracetamol,N02BE01,tablet,tablet,oral,100,,,500 mg,,,,'
    const lines = [CAPSULES, LIQUID.replace('125 mg', 'much'), other]
    expect(told(...lines)).toEqual([
      [2, '', 'MEDICINE_HELD_BACK'],
      [3, 'strength', 'AMOUNT_INVALID'],
    ])
    expect(plan(...lines).medicines.map(({ medicine }) => medicine.name)).toEqual(['paracetamol'])
  })

  it('given lines of a medicine that disagree about it, or the same pack twice, when read, then it is refused', () => {
    expect(told(CAPSULES, LIQUID.replace('j01ca04', 'J01CA01'))).toEqual([
      [2, '', 'MEDICINE_HELD_BACK'],
      [3, 'atc', 'LINES_DISAGREE'],
    ])
    expect(told(CAPSULES, CAPSULES)).toEqual([
      [2, '', 'VALUE_INVALID'],
      [3, '', 'MEDICINE_HELD_BACK'],
    ])
  })

  it.each([
    ['Latin-1', Buffer.from(`${HEAD}\nam\xf6xicillin`, 'latin1'), 'FILE_ENCODING'],
    ['UTF-16', Buffer.from(`${HEAD}\n${CAPSULES}`, 'utf16le'), 'FILE_ENCODING'],
    ['an open quotation mark', Buffer.from(`${HEAD}\n"amoxicillin`), 'FILE_QUOTES'],
    ['nothing', Buffer.from(''), 'FILE_EMPTY'],
    ['columns alone', Buffer.from(HEAD), 'FILE_EMPTY'],
    ['no column of names', Buffer.from(`${HEAD.slice(5)}\nx`), 'COLUMN_MISSING'],
    ['a column nobody knows', Buffer.from(`${HEAD},colour\nx`), 'COLUMN_UNKNOWN'],
    ['a column twice', Buffer.from(`${HEAD},name\nx`), 'COLUMN_TWICE'],
  ])('given a file with %s, when read, then it is refused as a whole', (_, bytes, code) => {
    expect(planFormulary(bytes)).toMatchObject({ medicines: [], problems: [{ code }] })
  })

  it('given ten thousand lines, when read, then every one is planned', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) =>
      FEWER.replace('amoxicillin', `medicine ${n % 2_500}`).replace(',21,', `,${n + 1},`),
    )
    const { medicines, problems } = plan(...lines)
    expect([medicines.length, problems]).toEqual([2_500, []])
  })

  it('given a value that is a formula, when reported, then the report has it as text', () => {
    const report = reportOf([{ line: 2, column: '=1+1', code: 'X', cause: '@SUM(A1)', remedy: 'a "b"' }])
    expect(report).toBe('line,column,code,cause,remedy\r\n2,"\'=1+1",X,"\'@SUM(A1)","a ""b"""\r\n')
  })
})
