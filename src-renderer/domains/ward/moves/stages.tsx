import { IconCircle, IconCircleCheckFilled, IconCircleDot } from '@tabler/icons-react'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { STAGES } from './stage-order.ts'

export const nextStage = (chart: Pick<AdmissionChartView, 'stages'>) => STAGES[chart.stages.length] ?? null

/** The five stages in order: done with time and name, the next one, and those to come. */
export function Stages({ chart, explained }: { chart: AdmissionChartView; explained?: boolean }) {
  const t = useText()
  const time = useClinicalTime()
  const next = nextStage(chart)
  return (
    <ol className="stages">
      {STAGES.map((stage) => {
        const done = chart.stages.find((each) => each.stage === stage)
        const state = done ? 'done' : stage === next ? 'next' : 'later'
        const Icon = done ? IconCircleCheckFilled : stage === next ? IconCircleDot : IconCircle
        return (
          <li
            key={stage}
            aria-current={state === 'next' ? 'step' : undefined}
            className={state === 'later' ? 'later' : undefined}
          >
            <Icon size={20} className={state} aria-hidden />
            <span>
              <strong>{t(`discharge.${stage}`)}</strong>{' '}
              <span className="dim">
                {done
                  ? t('discharge.done', { time: time.dateTime(done.at), by: done.by })
                  : t(`discharge.${state === 'next' ? 'next' : 'later'}`)}
              </span>
              {explained && state === 'next' && <div>{t(`discharge.${stage}Text`)}</div>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
