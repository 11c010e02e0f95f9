import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import uPlot from 'uplot'
import { clinicalNow } from '../../../platform/now.ts'
import 'uplot/dist/uPlot.min.css'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { Choice } from '../../../ui/fields.tsx'
import { optionsOf } from './draw.ts'
import { type Plot, plotsOf } from './plots.ts'
import { alignSeries, intervalOf } from './series.ts'

const HOUR = 3_600_000
const RANGES = [12, 24, 72, 0] as const

interface Span {
  from: number
  to: number
}

function spanOf(chart: AdmissionChartView, hours: number): Span {
  const now = clinicalNow()
  const oldest = chart.vitals.at(-1)?.takenAt ?? chart.admittedAt
  const from = hours ? now - hours * HOUR : Math.min(oldest, now - HOUR) - HOUR / 2
  return { from: from / 1000, to: (now + (now - from) * 0.02) / 1000 }
}

/** The observations over time, one plot under the other on the same axis. */
export default function Charts({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const [hours, setHours] = useState<number>(24)
  const { ref, width } = useElementSize()
  const span = useMemo(() => spanOf(chart, hours), [chart, hours])
  const plots = plotsOf(chart.spo2Scale)
  return (
    <section className="charts" aria-label={t('chart.charts')}>
      {/* measured here: the section's own width has its padding in it */}
      <div className="charts-head" ref={ref}>
        <Choice
          label={t('chart.range')}
          hideLabel
          value={hours}
          options={RANGES.map((value) => ({
            value,
            name: value ? t('chart.hours', { count: value }) : t('chart.allTime'),
          }))}
          onChange={setHours}
        />
      </div>
      {width > 0 &&
        plots.map((plot, index) => (
          <OnePlot
            key={plot.name}
            plot={plot}
            chart={chart}
            span={span}
            width={width}
            lowest={index === plots.length - 1}
          />
        ))}
    </section>
  )
}

function OnePlot({
  plot,
  chart,
  span,
  width,
  lowest,
}: {
  plot: Plot
  chart: AdmissionChartView
  span: Span
  width: number
  lowest: boolean
}) {
  const t = useText()
  const time = useClinicalTime()
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const newest = chart.vitals.find((set) => set.status === 'final')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the theme that is shown
  useEffect(() => {
    if (!box.current) return
    const label = (seconds: number) => `${time.date(seconds * 1000).slice(0, 6)} ${time.time(seconds * 1000)}`
    const drawn = new uPlot(
      optionsOf(plot, { width, ...span, lowest, time: label }),
      alignSeries(chart.vitals, intervalOf(chart), plot.read),
      box.current,
    )
    return () => drawn.destroy()
  }, [chart, plot.name, span, width, lowest, scheme, time])
  return (
    <div className="one-chart">
      <h2>
        {t(plot.name)} {newest && <span className="latest">{plot.shown(newest)}</span>}{' '}
        <span className="unit">{plot.unit}</span>
      </h2>
      <div ref={box} aria-hidden />
    </div>
  )
}
