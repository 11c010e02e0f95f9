import { type MoveOptions, moveService, type Step } from '../move/move.ts'
import { LEDGER, ledgerMigrations } from './ledger.ts'

/** A mover that is killed, as by a power cut, at one step. */
export interface Killed extends Pick<MoveOptions, 'secretsDir' | 'from' | 'to' | 'url' | 'names'> {
  at: Step
}

const { at, ...ends } = JSON.parse(process.argv[2] ?? '') as Killed
await moveService({
  ...{ ...ends, service: LEDGER, migrations: ledgerMigrations, signal: new AbortController().signal },
  onStep: (step) => {
    if (step === at) process.kill(process.pid, 'SIGKILL')
  },
})
