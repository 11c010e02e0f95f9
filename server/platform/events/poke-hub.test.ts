import { describe, expect, it } from 'vitest'
import { PokeHub } from './poke-hub.ts'

const opened = (hub: PokeHub, ended: string[], device: string, name: string) =>
  hub.endsFor(device, () => void ended.push(name))

describe('the event streams of one workstation', () => {
  it('Given more than it can need, when another is opened, then the oldest ends and nobody else’s', () => {
    const [hub, ended]: [PokeHub, string[]] = [new PokeHub(), []]
    opened(hub, ended, 'other', 'theirs')
    for (const name of ['1', '2', '3', '4']) opened(hub, ended, 'desk', name)
    expect(ended).toEqual([])
    for (const name of ['5', '6']) opened(hub, ended, 'desk', name)
    expect(ended).toEqual(['1', '2'])
  })

  it('Given streams that have ended by themselves, then they are not counted', () => {
    const [hub, ended]: [PokeHub, string[]] = [new PokeHub(), []]
    for (const name of ['1', '2', '3', '4', '5', '6']) opened(hub, ended, 'desk', name)()
    expect(ended).toEqual([])
  })

  it('Given a grant that has changed, then every stream of that workstation ends', () => {
    const [hub, ended]: [PokeHub, string[]] = [new PokeHub(), []]
    opened(hub, ended, 'desk', '1')
    opened(hub, ended, 'desk', '2')
    opened(hub, ended, 'other', 'theirs')
    hub.disconnect('desk')
    expect(ended).toEqual(['1', '2'])
  })
})
