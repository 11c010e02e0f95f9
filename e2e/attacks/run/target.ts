import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningServer } from '../../../server/app/all-in-one.ts'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { type Hospital, startCopy } from './hospital.ts'
import { type Answer, type Asked, askOver, Machine } from './machine.ts'

/**
 * What an attack is made on: the demonstration hospital with its real server (on PostgreSQL, started when it is first asked
 * for, and shared by the attacks of a process: make people and workstations of your own where you spoil them).
 */
export interface Target {
  server(): Promise<RunningServer>
  /** Every line that the server has logged. */
  log: readonly string[]
  /** A request to the server as anybody may send it. */
  ask(asked: Asked): Promise<Answer>
  /** Token of one of the demonstration's people (server/demo/hospital.ts). */
  signIn(username: string): Promise<string>
  /** An enrolled workstation whose key the attacker holds. */
  machine(scopes?: readonly string[]): Promise<Machine>
  /** A new folder, gone at the end. */
  folder(): string
  /** When the attack is over, whatever became of it; the last first. */
  atEnd(work: () => unknown): void
}

export function openTarget(hospital: Hospital): Target & { endAttack(): Promise<void>; close(): Promise<void> } {
  const base = mkdtempSync(join(tmpdir(), 'carecode-attack-'))
  const log: string[] = []
  const ends: (() => unknown)[] = []
  let running: Promise<RunningServer> | null = null
  const server = () => {
    running ??= startCopy(hospital, join(base, 'server'), (line) => log.push(JSON.stringify(line)))
    return running
  }
  const ask = async (asked: Asked) => askOver((await server()).url, asked)
  return {
    server,
    log,
    ask,
    signIn: async (username) => {
      const body = { username, password: DEMO_PASSWORD }
      const answer = await ask({ method: 'POST', path: '/v1/identity/sign-in', body })
      return answer.body.token as string
    },
    machine: async (scopes = ['staff', 'reference', 'patient']) => Machine.enrol(await server(), scopes),
    folder: () => mkdtempSync(join(base, 'f-')),
    atEnd: (work) => void ends.push(work),
    async endAttack() {
      for (let end = ends.pop(); end; end = ends.pop()) await end()
    },
    async close() {
      await (await running)?.stop()
      rmSync(base, { recursive: true, force: true })
    },
  }
}
