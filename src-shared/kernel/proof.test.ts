import { describe, expect, it } from 'vitest'
import { PROOF_FRESH_MS, proofProblem } from './proof.ts'

const ME = 'a'
const at = 1_000_000
const alone = { method: 'pin', at, witness: null } as const
const seen = { ...alone, witness: { userId: 'b', method: 'pin', at } } as const
const of = (
  command: Parameters<typeof proofProblem>[0],
  proof?: Parameters<typeof proofProblem>[1]['proof'],
  now = at,
) => proofProblem(command, { proof, occurredAt: now, actor: { userId: ME } })?.code ?? null

describe('the proof of a command', () => {
  it('given a command that asks for none, then it needs none', () => expect(of({})).toBeNull())
  it('given a command that asks for the PIN again, then it is refused without, and later than two minutes', () => {
    expect(of({ reauth: true })).toBe('REAUTH_NEEDED')
    expect(of({ reauth: true }, alone)).toBeNull()
    expect(of({ reauth: true }, alone, at + PROOF_FRESH_MS + 1)).toBe('REAUTH_OLD')
    expect(of({ reauth: true }, alone, at - PROOF_FRESH_MS - 1)).toBe('REAUTH_OLD')
  })
  it('given a command that asks for a second person, then that is somebody else, and there now', () => {
    const command = { reauth: true, witness: ['nurse'] } as const
    expect(of(command, alone)).toBe('WITNESS_NEEDED')
    expect(of(command, { ...seen, witness: { ...seen.witness, userId: ME } })).toBe('WITNESS_OWN')
    expect(of(command, { ...seen, witness: { ...seen.witness, at: at - PROOF_FRESH_MS - 1 } })).toBe('REAUTH_OLD')
    expect(of(command, seen)).toBeNull()
  })
})
