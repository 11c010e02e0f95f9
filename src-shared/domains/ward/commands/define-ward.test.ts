import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, refusal } from '../../../testing/memory-store.ts'
import { wardSeven } from '../../../testing/ward-seven.ts'
import { Bed, Room, Ward } from '../records.ts'
import { defineWard } from './define-ward.ts'

const bays = (...labels: string[]) => [{ name: 'Bay 7', beds: labels }]

describe('define a ward', () => {
  it('given rooms and beds, when defined, then all beds are available in the order of the entry', () => {
    const store = new MemoryStore()
    const rooms = [
      { name: 'Bay A', beds: ['1', '2'] },
      { name: 'Side room', isolation: true, beds: ['S1'] },
    ]
    const { result } = applied(store.run(defineWard, { code: '7', name: 'Ward 7', rooms }))
    expect(store.get(Ward, result.wardId ?? '')).toMatchObject({ code: '7', name: 'Ward 7', specialty: '' })
    expect(store.all(Bed).map((bed) => [bed.label, bed.position, bed.state])).toEqual([
      ['1', 0, 'available'],
      ['2', 1, 'available'],
      ['S1', 2, 'available'],
    ])
    expect(store.all(Room).map((room) => room.isolation)).toEqual([false, true])
  })

  it('given a ward in use, when its form changes, then rows keep their ids, patients their beds, and gaps close', () => {
    const { store, seven, bed, admissionId } = wardSeven()
    const before = bed('1').id
    applied(store.run(defineWard, { wardId: seven, code: '7', name: 'Medical', rooms: bays('1', '2', '4') }))
    expect(bed('1')).toMatchObject({ id: before, state: 'occupied', admissionId })
    expect([bed('3').state, bed('4').state]).toEqual(['closed', 'available'])
    applied(store.run(defineWard, { wardId: seven, code: '7', name: 'Medical', rooms: bays('1', '2', '3') }))
    expect([bed('3').state, bed('4').state]).toEqual(['available', 'closed'])
    expect(store.all(Room).filter((room) => room.wardId === seven)).toHaveLength(1)
  })

  it('given a bed with a patient, when it is left out, then it is refused', () => {
    const { store, seven } = wardSeven()
    const decision = store.run(defineWard, { wardId: seven, code: '7', name: 'Ward 7', rooms: bays('2') })
    expect(decision).toMatchObject({ problem: { code: 'WARD_BED_OCCUPIED', params: { bed: '1' } } })
  })

  it('given the code of another ward, when defined, then it is refused', () => {
    const { store } = wardSeven()
    expect(refusal(store.run(defineWard, { code: '9', name: 'New', rooms: bays('1') }))).toBe('WARD_CODE_EXISTS')
  })

  it('given two beds or rooms of one name, when sent, then the input is refused', () => {
    const ward = { code: 'X', name: 'X' }
    expect(() => new MemoryStore().run(defineWard, { ...ward, rooms: bays('1', '1') })).toThrow('same label')
    expect(() => new MemoryStore().run(defineWard, { ...ward, rooms: [...bays(), ...bays()] })).toThrow('same name')
  })
})
