import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MedicinesView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { useKeys } from '../../../platform/keys.ts'
import { openPanel } from '../../../platform/navigation.ts'
import { Empty, RefusalNote, Shown } from '../../../ui/states.tsx'
import { ChangePanel } from './change-panel.tsx'
import { GivePanel } from './give-panel.tsx'
import { InfusionPanel } from './infusion-panel.tsx'
import { OrderDetail } from './order-detail.tsx'
import { OrderRow } from './order-row.tsx'
import { useBedside } from './use-bedside.ts'
import { useRoles } from './use-roles.ts'
import './medicines.css'

/** A patient's medicines, and the doses around now. Whatever is scanned here is answered with its verdict. */
export function MedicinesTab({ admissionId }: { admissionId: string }) {
  const t = useText()
  const api = useApi()
  const chart = useQuery(api.medicines.chart.queryOptions({ admissionId }, { refetchInterval: 20_000 }))
  return (
    <Shown of={chart}>
      {(data) => (data ? <Medicines chart={data} /> : <Empty title={t('chart.gone')}>{t('chart.goneDo')}</Empty>)}
    </Shown>
  )
}

function Medicines({ chart }: { chart: MedicinesView }) {
  const t = useText()
  const { giving, refusal, byHand, close } = useBedside(chart)
  const [opened, setOpened] = useState<string | null>(null)
  const [doing, setDoing] = useState<'detail' | 'change' | 'step'>('detail')
  const { admissionId, orders } = chart
  const order = orders.find(({ orderId }) => orderId === opened)
  const mayOrder = useRoles().includes('clinician')
  const prescribe = () => openPanel('prescribe', { admission: admissionId })
  const open = (orderId: string, what: typeof doing) => {
    close()
    setDoing(what)
    setOpened(orderId)
  }
  const hung = orders.filter(({ infusion }) => infusion !== null && infusion.state !== 'notStarted')
  const running = hung.find(({ infusion }) => infusion?.state !== 'stopped')
  useKeys('screen', [
    ...(mayOrder ? [{ keys: 'o', label: t('med.prescribe'), run: prescribe }] : []),
    ...(running ? [{ keys: 'r', label: t('inf.change'), run: () => open(running.orderId, 'step') }] : []),
  ])
  return (
    <div className="medicines">
      <div className="medicines-list">
        <div className="medicines-head">
          <span className="dim">{t('med.scanHint')}</span>
          <span className="grow" />
          {mayOrder && (
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              rightSection={<span className="kbd">o</span>}
              onClick={prescribe}
            >
              {t('med.prescribe')}
            </Button>
          )}
        </div>
        <RefusalNote refusal={refusal} title={t('app.wrong')} />
        {orders.length === 0 && <Empty title={t('med.none')}>{t('med.noneDo')}</Empty>}
        <ul className="orders">
          {orders.map((each) => (
            <OrderRow
              key={each.orderId}
              order={each}
              onGive={(dueAt) => byHand(each, dueAt)}
              onOpen={() => open(each.orderId, 'detail')}
              onStep={() => open(each.orderId, 'step')}
            />
          ))}
        </ul>
      </div>
      {giving && <GivePanel key={giving.key} giving={giving} chart={chart} onDone={close} />}
      {!giving && order && doing === 'detail' && (
        <OrderDetail
          key={order.orderId}
          order={order}
          onChange={() => setDoing('change')}
          onDone={() => setOpened(null)}
        />
      )}
      {!giving && order?.infusion && doing === 'step' && (
        <InfusionPanel key={order.orderId} order={order} chart={chart} onDone={() => setOpened(null)} />
      )}
      {!giving && order && doing === 'change' && (
        <ChangePanel key={order.orderId} order={order} admissionId={admissionId} onDone={() => setOpened(null)} />
      )}
    </div>
  )
}
