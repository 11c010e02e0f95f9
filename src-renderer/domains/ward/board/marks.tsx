import { IconBiohazard, IconDoorExit } from '@tabler/icons-react'
import type { OccupantView } from '../../../../src-shared/domains/ward/views.ts'
import { type Text, useText } from '../../../messages/index.ts'
import { PendingMark } from '../../../ui/marks.tsx'
import { AllergyMark } from '../../patients/index.ts'
import { placeOf } from '../moves/stage-order.ts'

export const stageWord = (t: Text, stage: NonNullable<OccupantView['dischargeStage']>) =>
  t('discharge.mark', { stage: t(`discharge.${stage}`) })

/** Small signs of one patient, each a shape with a letter or a number; the words are in the title. */
export function OccupantMarks({ of }: { of: OccupantView }) {
  const t = useText()
  const stage = of.dischargeStage
  return (
    <span className="tile-marks" aria-hidden>
      {of.pending && <PendingMark />}
      {stage && (
        <span className="mark mark-text" title={stageWord(t, stage)}>
          <IconDoorExit size={17} />
          {placeOf(stage)}
        </span>
      )}
      {of.isolation !== 'none' && (
        <span className="mark mark-text mark-isolation" title={t(`isolation.${of.isolation}`)}>
          <IconBiohazard size={18} />
          {of.isolation.charAt(0).toUpperCase()}
        </span>
      )}
      <AllergyMark status={of.allergies} />
    </span>
  )
}
