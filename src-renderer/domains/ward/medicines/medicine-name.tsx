import { IconAlertHexagon, IconEyeExclamation, IconFlask, IconLock } from '@tabler/icons-react'
import type { MedicineNameView, ProductView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../../messages/index.ts'
import { productWords } from './words.ts'

/** Generic bold in small letters, brand in capitals; look-alike letters only for listed pairs. Never cut. */
export function MedicineName({ medicine, product }: { medicine: MedicineNameView; product: ProductView | null }) {
  const t = useText()
  return (
    <span className="medicine-name">
      <strong>{medicine.tallMan ?? medicine.name}</strong> {product && <span>{productWords(product)}</span>}
      {medicine.lookAlikes.length > 0 && (
        <span className="mark">
          <IconEyeExclamation size={16} aria-hidden />
          {t('med.lookAlike', { names: medicine.lookAlikes.join(', ') })}
        </span>
      )}
      {medicine.highAlert && (
        <span className="mark mark-alert">
          <IconAlertHexagon size={16} aria-hidden />
          {t('med.highAlert')}
        </span>
      )}
      {medicine.controlled && (
        <span className="mark">
          <IconLock size={16} aria-hidden />
          {t('med.controlled')}
        </span>
      )}
      {medicine.demonstration && (
        <span className="mark dim" title={t('med.demonstrationWhy')}>
          <IconFlask size={16} aria-hidden />
          {t('med.demonstration')}
        </span>
      )}
    </span>
  )
}
