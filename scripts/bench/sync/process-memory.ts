import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Most memory that this process has held since the last `resetPeak`, bytes. */
export function peakMemory(): number {
  try {
    return kilobytes('/proc/self/status', 'VmHWM') * 1024
  } catch {
    // not Linux: what it holds now
    return process.memoryUsage.rss()
  }
}

/** What the database's processes below this one hold together, shared pages counted once, bytes. */
export function childrenMemory(): number {
  let sum = 0
  for (const pid of descendants(process.pid)) {
    try {
      sum += kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') * 1024
    } catch {
      // it has ended meanwhile, or is another user's
    }
  }
  return sum
}

export function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // the peak then counts from the start of the process
  }
}

function kilobytes(file: string, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))
  if (!found) throw new Error(`${file} has no ${field}`)
  return Number(found[1])
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent !== null) parents.set(Number(name), parent)
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === root || below(parent))
  }
  return [...parents.keys()].filter(below)
}

function parentOf(pid: string): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
