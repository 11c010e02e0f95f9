import { IconAlertTriangle, IconHandStop, IconInfoCircle } from '@tabler/icons-react'
import { overrideReasons } from '../../../../src-shared/domains/pharmacy/rules/override.ts'
import { useText } from '../../../messages/index.ts'
import { Select } from '../../../ui/select.tsx'
import { type Finding, keyOf, type OverrideReason, type PrescribeForm } from './prescribe-form.ts'

const ICON = { hardStop: IconHandStop, interrupt: IconAlertTriangle, inform: IconInfoCircle }

interface Props {
  findings: readonly Finding[]
  checkedBy: 'signed' | 'demonstration' | 'none'
  reasons: PrescribeForm['reasons']
  onReason: (key: string, reason: OverrideReason | '') => void
}

/** What the checks say of the order that is being written, the gravest first; a reason where one is asked for. */
export function Findings({ findings, checkedBy, reasons, onReason }: Props) {
  const t = useText()
  return (
    <section aria-live="polite" className="findings">
      {findings.map((finding) => {
        const Icon = ICON[finding.level]
        const { params } = finding
        return (
          <div key={keyOf(finding)} className={`finding finding-${finding.level}`}>
            <Icon size={20} aria-hidden />
            <div>
              <strong>{t(`med.rule.${finding.rule}`)}</strong>{' '}
              {[
                params.limit && t('med.limit', { dose: params.dose ?? '', limit: params.limit }),
                ...[params.other, params.allergen, params.effect, params.advice],
              ]
                .filter(Boolean)
                .join(' · ')}
              {params.missing && ` ${t(`med.missing.${params.missing}` as 'med.missing.age')}`}
              {finding.level === 'hardStop' && <p className="plain">{t('med.hardStop')}</p>}
              {finding.level === 'interrupt' && (
                <Select
                  label={t('med.overrideReason')}
                  value={reasons[keyOf(finding)] ?? ''}
                  options={overrideReasons.map((value) => ({ value, name: t(`med.override.${value}`) }))}
                  onChange={(reason) => onReason(keyOf(finding), reason)}
                />
              )}
            </div>
          </div>
        )
      })}
      {checkedBy !== 'signed' && <p className="note ask">{t(`med.checked.${checkedBy}`)}</p>}
    </section>
  )
}
