import { IconAlertTriangle, IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import type { VerdictView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { MedicineName } from './medicine-name.tsx'
import { objectionWords } from './words.ts'

const ICON = { go: IconCircleCheck, ask: IconAlertTriangle, stop: IconHandStop }

/** The first thing the eye meets after a scan: a shape, a word, and why. */
export function Verdict({ verdict }: { verdict: VerdictView }) {
  const t = useText()
  const time = useClinicalTime()
  const Icon = ICON[verdict.level]
  return (
    <div className={`verdict verdict-${verdict.level}`} role="alert">
      <Icon size={30} aria-hidden />
      <div>
        <strong>{t(`med.verdict.${verdict.level}`)}</strong>
        {verdict.objections.length > 0 && (
          <ul>
            {verdict.objections.map((objection) => (
              <li key={JSON.stringify(objection)}>{objectionWords(t, time, objection)}</li>
            ))}
          </ul>
        )}
        {verdict.orderId === null && verdict.medicine && (
          <MedicineName medicine={verdict.medicine} product={verdict.product} />
        )}
        {(verdict.lot || verdict.expiry) && (
          <span className="dim">
            {[
              verdict.lot && t('med.lot', { lot: verdict.lot }),
              verdict.expiry && t('med.expiry', { date: time.birthDate(verdict.expiry) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </div>
    </div>
  )
}
