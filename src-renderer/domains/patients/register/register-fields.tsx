import { type Text, useText } from '../../../messages/index.ts'
import { type ClinicalTime, useClinicalTime } from '../../../platform/clinical.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import type { Birth } from './read-birth.ts'
import type { useRegisterForm } from './use-register-form.ts'

const SEXES = ['female', 'male', 'other', 'unknown'] as const

function birthSays(t: Text, time: ClinicalTime, birth: Birth): string {
  if (birth.kind !== 'date') return t('register.birthHint')
  if (birth.estimated) return t('register.birthAbout', { year: birth.iso.slice(0, 4) })
  return t('register.birthRead', { date: time.birthDate(birth.iso), age: time.age(birth.iso) })
}

export function RegisterFields({ form }: { form: ReturnType<typeof useRegisterForm> }) {
  const t = useText()
  const time = useClinicalTime()
  const { texts, set, birth, nic, proposal } = form
  return (
    <>
      <label className="row">
        <input type="checkbox" checked={texts.unknown} onChange={() => set({ unknown: !texts.unknown })} />
        {t('register.unknownPatient')}
      </label>
      {!texts.unknown && (
        <div className="two">
          <TextField
            label={t('register.family')}
            value={texts.familyName}
            onChange={(familyName) => set({ familyName })}
          />
          <TextField label={t('register.given')} value={texts.givenName} onChange={(givenName) => set({ givenName })} />
        </div>
      )}
      <Choice
        label={t('patient.gender')}
        value={texts.sex || null}
        options={SEXES.map((value) => ({ value, name: t(`patient.${value}`) }))}
        onChange={(sex) => set({ sex })}
      />
      <TextField
        label={t('register.birth')}
        value={texts.birth}
        onChange={(text) => set({ birth: text })}
        hint={birthSays(t, time, birth)}
        wrong={birth.kind === 'wrong' ? t(birth.why) : null}
      />
      <div className="two">
        <TextField
          label={t('patient.nic')}
          value={texts.nic}
          onChange={(text) => set({ nic: text })}
          hint={nic && !nic.ok ? t('register.nicWrong') : undefined}
        />
        <TextField
          label={t('patient.phone')}
          value={texts.phone}
          onChange={(phone) => set({ phone })}
          inputMode="tel"
        />
      </div>
      {proposal && (
        <div className="note">
          <span>
            {t('register.nicSays', { date: time.birthDate(proposal.birthDate), sex: t(`patient.${proposal.sex}`) })}
          </span>
          <button type="button" className="link" onClick={form.takeNic}>
            {t('register.nicTake')}
          </button>
        </div>
      )}
      <div className="two">
        <TextField label={t('register.titleField')} value={texts.title} onChange={(title) => set({ title })} />
        <TextField label={t('patient.locality')} value={texts.locality} onChange={(locality) => set({ locality })} />
      </div>
      <div className="two">
        <TextField
          label={t('register.kin')}
          value={texts.nextOfKinName}
          onChange={(nextOfKinName) => set({ nextOfKinName })}
        />
        <TextField
          label={t('register.kinPhone')}
          value={texts.nextOfKinPhone}
          onChange={(nextOfKinPhone) => set({ nextOfKinPhone })}
          inputMode="tel"
        />
      </div>
    </>
  )
}
