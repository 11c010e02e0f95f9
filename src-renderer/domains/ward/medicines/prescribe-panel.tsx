import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useDraft } from '../../../platform/drafts.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { Findings } from './findings.tsx'
import { MedicineName } from './medicine-name.tsx'
import { MedicinePick } from './medicine-pick.tsx'
import { EMPTY, type Hit, keyOf, orderOf, type PrescribeForm, routesOf, SCHEDULES, UNITS } from './prescribe-form.ts'
import { Select } from './select.tsx'
import { productWords } from './words.ts'
import './medicines.css'

/** Orders a medicine; what the checks say stands beside it while it is written. */
export function PrescribePanel({ admissionId }: { admissionId: string }) {
  const t = useText()
  const api = useApi()
  const { value: form, set: setForm, discard } = useDraft<PrescribeForm>(`prescribe:${admissionId}`, EMPTY)
  const { save, busy, refusal } = useSave(api.medicines.prescribe.mutationOptions())
  const set = (change: Partial<PrescribeForm>) => setForm({ ...form, ...change })
  const asked = orderOf(form, admissionId, [], 0)
  const check = useQuery(
    // the same order with another reason is no other order: nothing is asked anew for it
    api.medicines.check.queryOptions(asked ?? nothing(admissionId), { enabled: asked !== null, staleTime: 5_000 }),
  ).data
  const findings = (asked && check?.findings) || []
  const open = findings.some(({ level }) => level === 'hardStop') || findings.some((one) => isOpen(form, one))
  const order = asked && !open && check ? orderOf(form, admissionId, findings, clinicalNow()) : null
  const submit = () =>
    order &&
    save(order, () => {
      discard()
      closePanel()
    })
  return (
    <SidePanel
      title={t('med.prescribe')}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button onClick={submit} disabled={!order} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('med.prescribeDo')}
          </Button>
        </>
      }
    >
      {form.hit ? (
        <>
          <div className="row">
            <MedicineName medicine={form.hit.medicine} product={null} />
            <span className="grow" />
            <button type="button" className="link" onClick={() => setForm(EMPTY)}>
              {t('med.another')}
            </button>
          </div>
          <Fields form={form} hit={form.hit} set={set} />
          <Findings
            findings={findings}
            checkedBy={check?.checkedBy ?? 'signed'}
            reasons={form.reasons}
            onReason={(key, reason) => set({ reasons: { ...form.reasons, [key]: reason } })}
          />
        </>
      ) : (
        <MedicinePick onPick={(hit) => setForm(begun(hit))} />
      )}
    </SidePanel>
  )
}

const isOpen = (form: PrescribeForm, finding: Parameters<typeof keyOf>[0]) =>
  finding.level === 'interrupt' && !form.reasons[keyOf(finding)]

/** With one product there is nothing to choose. */
function begun(hit: Hit): PrescribeForm {
  const form = { ...EMPTY, hit, productId: hit.products.length === 1 ? (hit.products[0]?.productId ?? '') : '' }
  const routes = routesOf(form)
  return { ...form, route: routes.length === 1 ? (routes[0] ?? '') : '' }
}

/** Never asked: the query waits for an order. */
const nothing = (admissionId: string) => ({
  ...{ admissionId, genericId: '', dose: { nano: 1, unit: 'mg' as const }, route: 'oral' as const },
  timing: { type: 'stat' as const },
})

function Fields({ form, hit, set }: { form: PrescribeForm; hit: Hit; set: (change: Partial<PrescribeForm>) => void }) {
  const t = useText()
  const routes = routesOf(form)
  const isPrn = form.schedule === 'prn'
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
          options={SCHEDULES.map((value) => ({ value, name: t(`med.schedule.${value}`) }))}
          onChange={(schedule) => set({ schedule })}
        />
      </div>
      {isPrn && (
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
    </>
  )
}
