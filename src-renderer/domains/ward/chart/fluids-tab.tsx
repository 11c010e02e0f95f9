import { useQuery } from '@tanstack/react-query'
import type { FluidsView } from '../../../../src-shared/domains/ward/views.ts'
import { amountText } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { Empty, Shown } from '../../../ui/states.tsx'
import { FluidForm } from './fluid-form.tsx'
import { FluidTable } from './fluid-table.tsx'
import './fluids.css'

type Sum = FluidsView['balance']['day']

/** What went in and came out today: sums, the hours as bars, and every record. */
export function FluidsTab({ admissionId }: { admissionId: string }) {
  const t = useText()
  const api = useApi()
  const fluids = useQuery(api.ward.fluids.queryOptions({ admissionId }, { refetchInterval: 20_000 }))
  return (
    <Shown of={fluids}>
      {(data) =>
        data ? (
          <div className="fluids">
            <section className="fluids-sums">
              <Sums fluids={data} />
              <Urine fluids={data} />
              <Hours hours={data.balance.hours} />
            </section>
            <section className="fluids-list">
              <Running infusions={data.infusions} />
              <FluidForm key={admissionId} fluids={data} />
              {data.records.length === 0 ? (
                <Empty title={t('fluid.none')}>{t('fluid.noneDo')}</Empty>
              ) : (
                <FluidTable records={data.records} />
              )}
            </section>
          </div>
        ) : (
          <Empty title={t('chart.gone')}>{t('chart.goneDo')}</Empty>
        )
      }
    </Shown>
  )
}

/** What the balance counts by itself: nobody enters it a second time. */
function Running({ infusions }: Pick<FluidsView, 'infusions'>) {
  const t = useText()
  if (infusions.length === 0) return null
  return (
    <ul className="fluids-running" aria-label={t('inf.counted')}>
      {infusions.map(({ orderId, name, state, rate, today, isVolumeOpen }) => (
        <li key={orderId}>
          <strong>{name}</strong> {t(`inf.state.${state}`)}
          {rate && ` · ${t('med.perHour', { rate: amountText(rate) })}`} ·{' '}
          {t(isVolumeOpen ? 'inf.openVolume' : 'inf.today', { volume: today.toLocaleString('en-US') })}
        </li>
      ))}
      <li className="dim">{t('inf.counted')}</li>
    </ul>
  )
}

const signed = (value: number) => (value > 0 ? `+${value.toLocaleString('en-US')}` : value.toLocaleString('en-US'))

function Sums({ fluids: { balance } }: { fluids: FluidsView }) {
  const t = useText()
  const time = useClinicalTime()
  const row = (name: string, { from, to, intake, output }: Sum) => (
    <tr key={from + name}>
      <th scope="row">{name || `${time.time(from)}–${time.time(to)}`}</th>
      <td className="number">{intake.toLocaleString('en-US')}</td>
      <td className="number">{output.toLocaleString('en-US')}</td>
      <td className="number">
        <strong>{signed(intake - output)}</strong>
      </td>
    </tr>
  )
  return (
    <table className="table">
      <caption className="visually-hidden">{t('fluid.sums')}</caption>
      <thead>
        <tr>
          <th>{t('fluid.since', { time: time.dateTime(balance.day.from) })}</th>
          <th className="number">{t('fluid.in')} mL</th>
          <th className="number">{t('fluid.out')} mL</th>
          <th className="number">{t('fluid.balance')} mL</th>
        </tr>
      </thead>
      <tbody>
        {balance.shifts.map((shift) => row('', shift))}
        {row(t('fluid.day'), balance.day)}
      </tbody>
    </table>
  )
}

function Urine({ fluids: { urine } }: { fluids: FluidsView }) {
  const t = useText()
  const time = useClinicalTime()
  if (urine.kind === 'tooShort') return <p className="dim fluids-urine">{t('fluid.tooShort')}</p>
  if (urine.kind === 'noWeight') return <p className="dim fluids-urine">{t('fluid.noWeight')}</p>
  const said = { volume: String(urine.volume), from: time.dateTime(urine.from), to: time.dateTime(urine.to) }
  if (urine.kind === 'enough') return <p className="dim fluids-urine">{t('fluid.enough', said)}</p>
  return (
    <p className="fluids-urine fluids-low" role="alert">
      <strong>{t('fluid.low')}</strong> {t('fluid.lowDo', said)}
    </p>
  )
}

const WIDTH = 480
const MIDDLE = 80
const TALLEST = 62

/** Intake above the line, output below it; the table beside it says the same in numbers. */
function Hours({ hours }: { hours: readonly Sum[] }) {
  const t = useText()
  const time = useClinicalTime()
  const most = Math.max(1, ...hours.flatMap(({ intake, output }) => [intake, output]))
  const tall = (volume: number) => (Math.max(0, volume) * TALLEST) / most
  const wide = WIDTH / hours.length
  return (
    <figure className="fluids-hours">
      <figcaption>
        <span className="fluid-in">■</span> {t('fluid.in')} <span className="fluid-out">■</span> {t('fluid.out')}
        <span className="dim"> {t('fluid.byHour', { most: most.toLocaleString('en-US') })}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} 160`} role="img" aria-label={t('fluid.bars')}>
        {hours.map(({ from, intake, output }, n) => (
          <g key={from}>
            <rect
              className="fluid-in"
              x={n * wide + 2}
              width={wide - 4}
              y={MIDDLE - tall(intake)}
              height={tall(intake)}
            />
            <rect className="fluid-out" x={n * wide + 2} width={wide - 4} y={MIDDLE} height={tall(output)} />
            {n % 6 === 0 && (
              <text x={n * wide + 2} y={158}>
                {time.time(from)}
              </text>
            )}
          </g>
        ))}
        <line x1={0} x2={WIDTH} y1={MIDDLE} y2={MIDDLE} />
      </svg>
    </figure>
  )
}
