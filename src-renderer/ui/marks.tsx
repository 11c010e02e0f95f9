import { IconClockUp } from '@tabler/icons-react'
import { useText } from '../messages/index.ts'

/** Written at this workstation and not yet confirmed by the server. */
export function PendingMark({ size = 16 }: { size?: number }) {
  const t = useText()
  return (
    <span className="mark dim" title={t('app.pending')}>
      <IconClockUp size={size} aria-hidden />
      <span className="visually-hidden">{t('app.pending')}</span>
    </span>
  )
}

/** Values from left (old) to right (new) on a fixed scale, so that two patients can be compared. */
export function Sparkline({
  values,
  most,
  width = 64,
  height = 22,
}: {
  values: readonly number[]
  most: number
  width?: number
  height?: number
}) {
  if (values.length < 2) return null
  const x = (index: number) => 3 + (index * (width - 6)) / (values.length - 1)
  const y = (value: number) => height - 3 - (Math.min(value, most) * (height - 6)) / most
  const points = values.map((value, index) => `${x(index)},${y(value)}`)
  const last = points.at(-1)?.split(',')
  return (
    <svg width={width} height={height} aria-hidden focusable="false">
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <circle cx={last?.[0]} cy={last?.[1]} r={2.5} fill="currentColor" />
    </svg>
  )
}
