import { Button } from '@mantine/core'
import { useState } from 'react'
import type { InfusionStepView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { amountText } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { TextField } from '../../../ui/fields.tsx'
import { PendingMark } from '../../../ui/marks.tsx'
import { RefusalNote } from '../../../ui/states.tsx'

/** What was done to an infusion after its bag was hung, newest first; slips stay to be seen, struck out. */
export function InfusionSteps({ steps }: { steps: readonly InfusionStepView[] }) {
  const t = useText()
  if (steps.length === 0) return null
  return (
    <section aria-label={t('inf.steps')}>
      <h3>{t('inf.steps')}</h3>
      {steps.map((step) => (
        <Step key={step.stepId} step={step} />
      ))}
    </section>
  )
}

function Step({ step }: { step: InfusionStepView }) {
  const t = useText()
  const time = useClinicalTime()
  const [wrong, setWrong] = useState<string | null>(null)
  const { stepId } = step
  const mark = useSave(useApi().medicines.markInfusionStepInError.mutationOptions())
  return (
    <div className={`record ${step.inError ? 'in-error' : ''}`}>
      <span>
        <strong>{time.dateTime(step.at)}</strong>{' '}
        {t(`inf.said.${step.step}`, { rate: step.rate ? amountText(step.rate) : '' })}
        {step.remaining !== null && ` · ${t('inf.left', { volume: step.remaining.toLocaleString('en-US') })}`}
        {step.note && ` · ${step.note}`} {step.pending && <PendingMark size={14} />}
      </span>
      <span className="dim">
        {step.by}
        {step.witness && ` + ${step.witness}`}
        {step.errorReason && ` · ${t('chart.inError')}: ${step.errorReason}`}
      </span>
      {step.meanwhile && !step.inError && <span className="order-note">{t('inf.meanwhile')}</span>}
      <RefusalNote refusal={mark.refusal} />
      {!step.inError && wrong === null && (
        <button type="button" className="link" onClick={() => setWrong('')}>
          {t('chart.markError')}
        </button>
      )}
      {wrong !== null && !step.inError && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            mark.save({ stepId, reason: wrong })
          }}
        >
          <TextField label={t('chart.errorReason')} value={wrong} onChange={setWrong} autoFocus />
          <Button type="submit" size="compact-md" color="red" disabled={wrong.trim().length < 3} loading={mark.busy}>
            {t('chart.markErrorDo')}
          </Button>
        </form>
      )}
    </div>
  )
}
