import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { closePanel } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'

const EMPTY = { password: '', pin: '', again: '' }

/** A new PIN of one's own, by the password. */
export function PinPanel() {
  const t = useText()
  const api = useApi()
  const digits = useQuery(api.session.policy.queryOptions()).data?.pinDigits ?? 4
  const [form, setForm] = useState(EMPTY)
  const [done, setDone] = useState(false)
  const { save, busy, refusal } = useSave(api.session.setPin.mutationOptions())
  const differs = form.again.length >= digits && form.again !== form.pin
  const full = form.password !== '' && form.pin.length === digits && form.again === form.pin
  const submit = () => {
    if (!full) return
    save({ password: form.password, pin: form.pin }, () => {
      setForm(EMPTY)
      setDone(true)
    })
  }
  const onlyDigits = (text: string) => text.replace(/\D/g, '').slice(0, digits)
  if (done)
    return (
      <SidePanel title={t('pin.title')}>
        <p role="status">{t('pin.done')}</p>
        <Button data-first onClick={closePanel}>
          {t('app.close')}
        </Button>
      </SidePanel>
    )
  return (
    <SidePanel
      title={t('pin.title')}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button onClick={submit} loading={busy} disabled={!full} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('pin.go')}
          </Button>
        </>
      }
    >
      <p style={{ margin: 0 }}>{t('pin.why', { digits })}</p>
      <TextField
        data-first
        type="password"
        label={t('session.password')}
        value={form.password}
        onChange={(password) => setForm({ ...form, password })}
      />
      <TextField
        type="password"
        inputMode="numeric"
        label={t('pin.new')}
        value={form.pin}
        onChange={(pin) => setForm({ ...form, pin: onlyDigits(pin) })}
      />
      <TextField
        type="password"
        inputMode="numeric"
        label={t('pin.again')}
        value={form.again}
        wrong={differs ? t('pin.differs') : null}
        onChange={(again) => setForm({ ...form, again: onlyDigits(again) })}
      />
    </SidePanel>
  )
}
