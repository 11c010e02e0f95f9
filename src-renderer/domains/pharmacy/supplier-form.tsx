import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'

/** A supplier who is not in the list yet. */
export function SupplierForm({ onDone }: { onDone: (supplierId: string | null) => void }) {
  const t = useText()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const { save, busy, refusal } = useSave(useApi().pharmacy.defineSupplier.mutationOptions())
  return (
    <form
      className="receive-supplier"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim().length > 1) save({ name, phone }, ({ result }) => onDone(result.supplierId ?? null))
      }}
    >
      <TextField label={t('receive.supplierName')} value={name} maxLength={120} autoFocus onChange={setName} />
      <TextField label={t('receive.supplierPhone')} value={phone} maxLength={40} inputMode="tel" onChange={setPhone} />
      <Button type="submit" loading={busy} disabled={name.trim().length < 2}>
        {t('receive.supplierDo')}
      </Button>
      <Button variant="default" onClick={() => onDone(null)}>
        {t('app.cancel')}
      </Button>
      <RefusalNote refusal={refusal} />
    </form>
  )
}
