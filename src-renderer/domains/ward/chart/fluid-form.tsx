import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { type FluidSort, intakes, outputs } from '../../../../src-shared/domains/ward/rules/fluid-balance.ts'
import type { FluidsView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { useKeys } from '../../../platform/keys.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { readTakenAt } from '../vitals/taken-at.ts'

/** One volume: what, how much, when. Enter saves, and the next can be typed. */
export function FluidForm({ fluids }: { fluids: FluidsView }) {
  const t = useText()
  const api = useApi()
  const { offsetMinutes } = useClinicalTime()
  const form = useRef<HTMLFormElement>(null)
  const [sort, setSort] = useState<FluidSort>('oral')
  const [volume, setVolume] = useState('')
  const [taken, setTaken] = useState('')
  const [wrong, setWrong] = useState<{ volume?: string; time?: string }>({})
  const { save, busy, refusal } = useSave(api.ward.recordFluid.mutationOptions())
  const focus = (within: string) => form.current?.querySelector<HTMLElement>(within)?.focus()
  useKeys('screen', [{ keys: 'n', label: t('fluid.new'), run: () => focus('[role=radio][aria-checked=true]') }])
  const submit = () => {
    const at = readTakenAt(taken, clinicalNow(), offsetMinutes)
    if (!/^\d{1,5}$/.test(volume.trim())) return setWrong({ volume: t('fluid.volumeWrong') })
    if (!at.ok) return setWrong({ time: t(at.why) })
    setWrong({})
    const { admissionId, patient } = fluids
    save({ admissionId, patientId: patient.patientId, sort, volume: Number(volume), takenAt: at.at }, () => {
      setVolume('')
      setTaken('')
      focus('input')
    })
  }
  const choice = (label: string, sorts: readonly FluidSort[]) => (
    <Choice
      label={label}
      value={sort}
      options={sorts.map((value) => ({ value, name: t(`fluid.${value}`) }))}
      onChange={setSort}
    />
  )
  return (
    <form
      className="fluid-form"
      ref={form}
      aria-label={t('fluid.new')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {choice(t('fluid.in'), intakes)}
      {choice(t('fluid.out'), outputs)}
      <div className="row fluid-line">
        <TextField
          label={t('fluid.volume')}
          value={volume}
          onChange={setVolume}
          inputMode="numeric"
          wrong={wrong.volume ?? null}
        />
        <TextField
          label={t('vitals.time')}
          value={taken}
          onChange={setTaken}
          placeholder={t('vitals.timeNow')}
          wrong={wrong.time ?? null}
        />
        <Button type="submit" loading={busy} rightSection={<span className="kbd">↵</span>}>
          {t('fluid.save')}
        </Button>
      </div>
      <RefusalNote refusal={refusal} />
    </form>
  )
}
