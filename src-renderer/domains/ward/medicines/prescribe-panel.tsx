import { Button } from '@mantine/core'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useDraft } from '../../../platform/drafts.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { Findings } from './findings.tsx'
import { MedicineName } from './medicine-name.tsx'
import { MedicinePick } from './medicine-pick.tsx'
import { OrderFields } from './order-fields.tsx'
import { EMPTY, type Hit, type PrescribeForm, routesOf } from './prescribe-form.ts'
import { useChecked } from './use-checked.ts'
import './medicines.css'

/** Orders a medicine; what the checks say stands beside it while it is written. */
export function PrescribePanel({ admissionId }: { admissionId: string }) {
  const t = useText()
  const api = useApi()
  const { value, set: setForm, discard } = useDraft<PrescribeForm>(`prescribe:${admissionId}`, EMPTY)
  // a draft of an earlier version lacks what was added since
  const form = { ...EMPTY, ...value }
  const { save, busy, refusal } = useSave(api.medicines.prescribe.mutationOptions())
  const set = (change: Partial<PrescribeForm>) => setForm({ ...form, ...change })
  const { findings, checkedBy, order } = useChecked(form, admissionId, null)
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
          <OrderFields form={form} hit={form.hit} set={set} />
          <Findings
            findings={findings}
            checkedBy={checkedBy}
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

/** With one product there is nothing to choose. */
function begun(hit: Hit): PrescribeForm {
  const form = { ...EMPTY, hit, productId: hit.products.length === 1 ? (hit.products[0]?.productId ?? '') : '' }
  const routes = routesOf(form)
  return { ...form, route: routes.length === 1 ? (routes[0] ?? '') : '' }
}
