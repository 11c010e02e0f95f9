import { type Bare, openBare, recordsFrom } from './bare-sqlite.ts'
import { offer } from './calls.ts'
import type { BenchRecord } from './records.ts'

let bare: Bare
const PAGE = 10_000
const PUSH = 1_000

const open = ({ file }: { file: string }) => {
  bare = openBare(file)
}

async function bootstrap({ url, list }: { url: string; list: string }): Promise<{ seconds: number; rows: number }> {
  const started = performance.now()
  const ask = async (after: string) =>
    (await fetch(`${url}/?${new URLSearchParams({ list, after, limit: `${PAGE}` })}`)).json()
  let next: Promise<BenchRecord[]> | null = ask('') as Promise<BenchRecord[]>
  while (next) {
    const page: BenchRecord[] = await next
    const last = page.length === PAGE ? page.at(-1) : undefined
    next = last ? (ask(last.id) as Promise<BenchRecord[]>) : null
    bare.put(page)
  }
  return { seconds: (performance.now() - started) / 1_000, rows: bare.count.get(list) as number }
}

/** One transaction each, flushed to the disk. */
function write({ list, rows }: { list: string; rows: number }): number[] {
  return recordsFrom(list, 0, rows).map((record) => {
    const started = performance.now()
    bare.put([record])
    return performance.now() - started
  })
}

async function push({ url, list }: { url: string; list: string }): Promise<{ seconds: number; rows: number }> {
  const started = performance.now()
  const records = bare.page.all(list, '', -1)
  for (let from = 0; from < records.length; from += PUSH)
    await fetch(url, { method: 'POST', body: JSON.stringify(records.slice(from, from + PUSH)) }).then((answer) =>
      answer.text(),
    )
  return { seconds: (performance.now() - started) / 1_000, rows: records.length }
}

const close = () => bare.close()

offer({ open, bootstrap, write, push, close })
