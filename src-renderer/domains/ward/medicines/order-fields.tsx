import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { TextField } from '../../../ui/fields.tsx'
import { Select } from '../../../ui/select.tsx'
import { type Hit, isVolume, type PrescribeForm, productOf, routesOf, SCHEDULES, UNITS } from './prescribe-form.ts'
import { productWords, timingWords } from './words.ts'

interface Props {
  form: PrescribeForm
  hit: Hit
  set: (change: Partial<PrescribeForm>) => void
}

/** What makes an order of a medicine: how much, by which route, how often, why and until when. */
export function OrderFields({ form, hit, set }: Props) {
  const t = useText()
  const routes = routesOf(form)
  const time = useClinicalTime()
  const { kept } = form
  const isPrn = form.schedule === 'prn' || (form.schedule === 'kept' && kept?.timing.type === 'prn')
  const unit = productOf(form)?.unit ?? ''
  const asNow = kept
    ? [{ value: 'kept' as const, name: t('med.schedule.kept', { timing: timingWords(t, kept.timing, unit) }) }]
    : []
  return (
    <>
      <Select
        label={t('med.product')}
        value={form.productId}
        options={hit.products.map((product) => ({ value: product.productId, name: productWords(product) }))}
        onChange={(productId) => set({ productId })}
      />
      <div className="two-fields">
        <TextField
          data-first
          label={t('med.amount')}
          value={form.amount}
          inputMode="decimal"
          onChange={(amount) => set({ amount })}
        />
        <Select
          label={t('med.unit')}
          value={form.unit}
          options={UNITS.map((value) => ({ value, name: t(`med.unit.${value}`) }))}
          onChange={(unit) => set({ unit: unit || 'mg' })}
        />
      </div>
      <div className="two-fields">
        <Select
          label={t('med.route')}
          value={form.route}
          options={routes.map((value) => ({ value, name: t(`med.route.${value}` as 'med.route.oral') }))}
          onChange={(route) => set({ route })}
        />
        <Select
          label={t('med.schedule')}
          value={form.schedule}
          options={[...asNow, ...SCHEDULES.map((value) => ({ value, name: t(`med.schedule.${value}`) }))]}
          onChange={(schedule) =>
            set(schedule === 'infusion' && form.amount === '' ? { schedule, unit: 'mL' } : { schedule })
          }
        />
      </div>
      {form.schedule === 'infusion' && (
        <>
          <div className="two-fields">
            <TextField label={t('med.rate')} value={form.rate} inputMode="decimal" onChange={(rate) => set({ rate })} />
            <Select
              label={t('med.rateUnit')}
              value={form.rateUnit}
              options={UNITS.filter((value) => value !== '1').map((value) => ({
                value,
                name: t('med.perHour', { rate: t(`med.unit.${value}`) }),
              }))}
              onChange={(rateUnit) => set({ rateUnit: rateUnit || 'mL' })}
            />
          </div>
          {!isVolume(form) && (
            <TextField
              label={t('med.bagVolume')}
              value={form.bag}
              inputMode="decimal"
              onChange={(bag) => set({ bag })}
            />
          )}
          <p className="note">{t('med.bagHint')}</p>
        </>
      )}
      {form.schedule === 'prn' && (
        <div className="two-fields">
          <TextField
            label={t('med.minHours')}
            value={form.minHours}
            inputMode="decimal"
            onChange={(minHours) => set({ minHours })}
          />
          <TextField
            label={t('med.maxIn24h')}
            value={form.maxIn24h}
            inputMode="numeric"
            onChange={(maxIn24h) => set({ maxIn24h })}
          />
        </div>
      )}
      <div className="two-fields">
        <TextField
          label={t(isPrn ? 'med.indicationNeeded' : 'med.indication')}
          value={form.indication}
          maxLength={200}
          onChange={(indication) => set({ indication })}
        />
        <TextField label={t('med.days')} value={form.days} inputMode="numeric" onChange={(days) => set({ days })} />
      </div>
      {kept?.stopAt && <p className="note">{t('med.endKept', { time: time.dateTime(kept.stopAt) })}</p>}
    </>
  )
}
