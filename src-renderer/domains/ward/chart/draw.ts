import type uPlot from 'uplot'
import type { Plot } from './plots.ts'

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const TONE = { normal: '--band-normal', low: '--low', medium: '--medium', high: '--high' } as const

/** Bands lie behind everything; score bands are pale, so that the line stays the darkest thing. */
function drawBands(plot: Plot) {
  return (chart: uPlot) => {
    const { ctx, bbox } = chart
    for (const { from, to, tone } of plot.bands) {
      const [top, bottom] = [to, from].map((value) =>
        Math.min(bbox.top + bbox.height, Math.max(bbox.top, chart.valToPos(value, 'y', true))),
      )
      ctx.save()
      ctx.globalAlpha = tone === 'normal' ? 1 : 0.25
      ctx.fillStyle = color(TONE[tone])
      ctx.fillRect(bbox.left, top ?? 0, bbox.width, (bottom ?? 0) - (top ?? 0))
      ctx.restore()
    }
  }
}

/** Blood pressure as on paper: a stroke from diastolic to systolic with a bar at each end. */
function drawBars(chart: uPlot): void {
  const { ctx } = chart
  const [times = [], systolic = [], diastolic = []] = chart.data as [number[], ...(number | null)[][]]
  ctx.save()
  ctx.strokeStyle = color('--text')
  ctx.lineWidth = 2 * devicePixelRatio
  const half = 4 * devicePixelRatio
  const { left, top, width, height } = chart.bbox
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  times.forEach((time, n) => {
    const [high, low] = [systolic[n], diastolic[n]]
    const x = chart.valToPos(time, 'x', true)
    const ends = [high, low].flatMap((value) => (value == null ? [] : [chart.valToPos(value, 'y', true)]))
    ctx.beginPath()
    if (ends[0] !== undefined && ends[1] !== undefined) {
      ctx.moveTo(x, ends[0])
      ctx.lineTo(x, ends[1])
    }
    for (const y of ends) {
      ctx.moveTo(x - half, y)
      ctx.lineTo(x + half, y)
    }
    ctx.stroke()
  })
  ctx.restore()
}

interface Frame {
  width: number
  from: number
  to: number
  /** The lowest plot carries the time labels for all. */
  lowest: boolean
  time: (seconds: number) => string
}

const LABELS = 22

export function optionsOf(plot: Plot, frame: Frame): uPlot.Options {
  const axis = {
    stroke: color('--dim'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
    font: '11px "Noto Sans"',
  }
  const points = { show: true, size: 6, fill: color('--text'), stroke: color('--text') }
  const line = plot.draw === 'bars' ? { width: 0, points: { show: false } } : { width: 1.5, points }
  return {
    width: frame.width,
    height: plot.height + (frame.lowest ? LABELS : 0),
    padding: [14, 10, 2, 0],
    legend: { show: false },
    cursor: { sync: { key: 'observations' }, y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => [frame.from, frame.to] },
      y: {
        range: (_, min, max) => [
          Math.min(min ?? plot.range[0], plot.range[0]),
          Math.max(max ?? plot.range[1], plot.range[1]),
        ],
      },
    },
    axes: [
      {
        ...axis,
        size: frame.lowest ? LABELS : 0,
        values: (_, splits) => splits.map((at) => (frame.lowest ? frame.time(at) : '')),
        space: 74,
      },
      { ...axis, size: 40, space: 22, gap: 3 },
    ],
    series: [{}, ...plot.read.map(() => ({ stroke: color('--text'), spanGaps: false, ...line }))],
    hooks: { drawClear: [drawBands(plot)], ...(plot.draw === 'bars' ? { draw: [drawBars] } : {}) },
  }
}
