import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sheet } from '../sheet.ts'
import { cupsPrinter, type Run, systemPrinters } from './cups.ts'
import { folderPrinter } from './folder.ts'
import type { PrintTask } from './printer.ts'
import { hostStatus, zplSocketPrinter } from './zpl-socket.ts'

const sheet: Sheet = { width: 70, height: 50, turned: false, marks: [] }
const label: PrintTask = { name: 'label-1', kind: 'label', sheets: [sheet] }
const rendering = { pdf: async () => Buffer.from('%PDF'), zpl: async () => '^XA^XZ' }
const { signal } = new AbortController()

/** As a Zebra answers `~HS`. */
const status = ({ paperOut = 0, paused = 0, formats = 0, headUp = 0, ribbonOut = 0, left = 0 }) =>
  [
    `030,${paperOut},${paused},0400,00${formats},0,0,0,000,0,0,0`,
    `000,0,${headUp},${ribbonOut},0,2,6,0,0000000${left},1,000`,
    '1234,0',
  ]
    .map((line) => `\u0002${line}\u0003\r\n`)
    .join('')

describe('a label printer on the network', () => {
  let server: Server
  let got = ''
  let answers: (string | null)[] = []
  const port = () => (server.address() as AddressInfo).port
  beforeEach(async () => {
    got = ''
    server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (part) => {
        const text = part.toString()
        got += text.replaceAll('~HS', '')
        if (!text.includes('~HS')) return
        const answer = answers.length > 1 ? answers.shift() : answers[0]
        if (answer === null) socket.destroy()
        else socket.write(answer ?? '')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  const print = () => zplSocketPrinter('127.0.0.1', port(), rendering).print(label, signal)

  it('given that it says nothing waits in it any more, then the label is acknowledged', async () => {
    answers = [status({}), status({ formats: 1 }), status({ left: 1 }), status({})]
    expect(await print()).toEqual({ state: 'acknowledged' })
    expect(got).toBe('^XA^XZ')
    expect(answers).toHaveLength(1)
  })

  it.each([
    ['no paper', { paperOut: 1 }, 'PRINT_PAPER_OUT'],
    ['an open head', { headUp: 1 }, 'PRINT_PAPER_OUT'],
    ['no ribbon', { ribbonOut: 1 }, 'PRINT_PAPER_OUT'],
    ['a pause', { paused: 1 }, 'PRINT_STOPPED'],
  ])('given %s, then it fails before anything is sent, within two seconds', async (_, says, reason) => {
    answers = [status(says)]
    const begun = performance.now()
    expect(await print()).toEqual({ state: 'failed', reason })
    expect(performance.now() - begun).toBeLessThan(2000)
    expect(got).toBe('')
  })

  it('given that paper runs out or the line breaks while it prints, then nobody can say what came out', async () => {
    answers = [status({}), status({ paperOut: 1 })]
    expect(await print()).toEqual({ state: 'unknown', reason: 'PRINT_UNSURE' })
    answers = [status({}), null]
    expect(await print()).toEqual({ state: 'unknown', reason: 'PRINT_UNSURE' })
  })

  it('given that it takes the connection and never answers, then that is known within two seconds', async () => {
    answers = ['']
    const begun = performance.now()
    expect(await print()).toEqual({ state: 'failed', reason: 'PRINT_UNREACHABLE' })
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('given that nothing listens there, then it fails at once', async () => {
    const gone = port()
    await new Promise((resolve) => server.close(resolve))
    const printer = zplSocketPrinter('127.0.0.1', gone, rendering)
    expect(await printer.print(label, signal)).toEqual({ state: 'failed', reason: 'PRINT_UNREACHABLE' })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  it('given an answer that is not whole yet, then it is waited for', () => {
    expect(hostStatus(status({ formats: 2, left: 3 }).slice(0, -6))).toBeNull()
    expect(hostStatus(status({ formats: 2, left: 3 }))?.waiting).toBe(5)
  })
})

describe('a printer of the system', () => {
  /** CUPS by what its programs say; each answer is given once, the last for ever. */
  const cups = (says: Record<string, (string | null)[]>) => {
    const calls: string[] = []
    const run: Run = async (program, args) => {
      const call = [program, ...args].join(' ')
      calls.push(call)
      const answers = Object.entries(says).find(([begin]) => call.startsWith(begin))?.[1] ?? [null]
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? null
    }
    return { calls, run }
  }
  const idle = 'printer Ward is idle.  enabled since Tue\n'
  const waiting = 'Ward-12 nurse 1024 Tue\n'
  const print = (run: Run, raw = false) => cupsPrinter({ name: 'Ward', raw }, rendering, run).print(label, signal)

  it('given a job that leaves the queue as completed, then it is acknowledged', async () => {
    const { run, calls } = cups({
      'lpstat -p': [idle],
      'lp -d': ['request id is Ward-12 (1 file(s))\n'],
      'lpstat -W not-completed': [waiting, ''],
      'lpstat -W completed': [waiting],
    })
    expect(await print(run)).toEqual({ state: 'acknowledged' })
    expect(calls[1]).toBe('lp -d Ward -t label-1 -o print-scaling=none')
  })

  it('given a job that left the queue and is not among the completed, then nobody can say what came out', async () => {
    const { run } = cups({
      'lpstat -p': [idle],
      'lp -d': ['request id is Ward-12 (1 file(s))\n'],
      'lpstat -W not-completed': [''],
      'lpstat -W completed': ['Ward-11 nurse 1024 Tue\n'],
    })
    expect(await print(run)).toEqual({ state: 'unknown', reason: 'PRINT_UNSURE' })
  })

  it('given a printer that stops meanwhile, then its job is taken back and does not come out later by itself', async () => {
    const { run, calls } = cups({
      'lpstat -p': [idle, 'printer Ward disabled since Tue -\n\tOut of paper\n'],
      'lp -d': ['request id is Ward-12 (1 file(s))\n'],
      'lpstat -W not-completed': [waiting],
    })
    expect(await print(run)).toEqual({ state: 'unknown', reason: 'PRINT_UNSURE' })
    expect(calls.at(-1)).toBe('cancel Ward-12')
  })

  it.each([
    ['a stopped one', { 'lpstat -p': ['printer Ward disabled since Tue -\n'] }, 'PRINT_STOPPED'],
    ['one that is not known', {}, 'PRINT_UNREACHABLE'],
    ['one that takes no job', { 'lpstat -p': [idle] }, 'PRINT_REFUSED'],
  ])('given %s, then it fails with its reason', async (_, says, reason) => {
    expect(await print(cups(says).run)).toEqual({ state: 'failed', reason })
  })

  it('given a raw queue, then a label goes there in its own language', async () => {
    const { run, calls } = cups({ 'lpstat -p': [idle] })
    await print(run, true)
    expect(calls[1]).toBe('lp -d Ward -t label-1 -o raw')
  })

  it('given the printers of the system, then each is offered by its name', async () => {
    expect(await systemPrinters(cups({ 'lpstat -e': ['Ward\nLabels\n'] }).run)).toEqual(['Ward', 'Labels'])
    expect(await systemPrinters(cups({}).run)).toEqual([])
  })
})

it('given a folder, then a label is there as PDF and in the printer’s language, a list as PDF alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carecode-print-'))
  try {
    const printer = folderPrinter(join(folder, 'out'), rendering)
    expect(await printer.print(label, signal)).toEqual({ state: 'acknowledged' })
    expect(await printer.print({ ...label, name: 'census-1', kind: 'census' }, signal)).toEqual({
      state: 'acknowledged',
    })
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['census-1.pdf', 'label-1.pdf', 'label-1.zpl'])
    expect(readFileSync(join(folder, 'out/label-1.zpl'), 'utf8')).toBe('^XA^XZ')
    expect(await folderPrinter(join(folder, 'out/label-1.zpl/under-a-file'), rendering).print(label, signal)).toEqual({
      ...{ state: 'failed', reason: 'PRINT_UNREACHABLE' },
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
