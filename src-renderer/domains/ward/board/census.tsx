import type { BoardView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { allergyWord, groupNumber, nameInWords } from '../../patients/index.ts'
import { bandWord } from '../score-badge.tsx'
import { dueInWords } from './due.tsx'

/** The ward on paper: what a nurse carries in a pocket, with room to write. Only ever printed. */
export function Census({ board }: { board: BoardView }) {
  const t = useText()
  const time = useClinicalTime()
  const now = clinicalNow()
  return (
    <section className="census print-only" aria-hidden>
      <h1>{t('board.census', { ward: board.ward.name, time: time.dateTime(now) })}</h1>
      <table>
        <thead>
          <tr>
            <th>{t('admit.bed')}</th>
            <th>{t('search.name')}</th>
            <th>{t('patient.born')}</th>
            <th>{t('patient.phn')}</th>
            <th>{t('news2.name')}</th>
            <th>{t('chart.observations')}</th>
            <th>{t('allergy.title')}</th>
            <th className="notes">{t('board.nurse')}</th>
          </tr>
        </thead>
        <tbody>
          {board.beds.map(({ bedId, label, occupant, state }) => (
            <tr key={bedId}>
              <td>{label}</td>
              <td>
                {occupant ? nameInWords(occupant.patient) : t(state === 'closed' ? 'board.closed' : 'board.empty')}
              </td>
              <td>{occupant && time.born(occupant.patient.birthDate)}</td>
              <td>{occupant && groupNumber(occupant.patient.phn)}</td>
              <td>{occupant && `${occupant.score.total ?? ''} ${bandWord(t, occupant.score)}`}</td>
              <td>{occupant && dueInWords(t, time, occupant.due, now)}</td>
              <td>{occupant && allergyWord(t, occupant.allergies)}</td>
              <td className="notes">
                {occupant && occupant.isolation !== 'none' && t(`isolation.${occupant.isolation}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
