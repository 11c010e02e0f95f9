import { useQuery } from '@tanstack/react-query'
import { type ComponentType, lazy, Suspense } from 'react'
import { TerminalsScreen } from '../domains/identity/index.ts'
import { PatientScreen, RegisterScreen, SearchScreen } from '../domains/patients/index.ts'
import { PrintingScreen } from '../domains/printing/index.ts'
import { BoardScreen, ChartScreen, RoundScreen } from '../domains/ward/index.ts'
import { useText } from '../messages/index.ts'
import { useApi } from '../platform/api.ts'
import type { Route } from '../platform/navigation.ts'
import { readPreference } from '../platform/preferences.ts'
import { Empty, Loading, Shown } from '../ui/states.tsx'

const ConnectionScreen = lazy(async () => ({
  default: (await import('../domains/fleet/index.ts')).ConnectionScreen,
}))
const WorkstationsScreen = lazy(async () => ({
  default: (await import('../domains/fleet/index.ts')).WorkstationsScreen,
}))
const PeopleScreen = lazy(async () => ({ default: (await import('../domains/people/index.ts')).PeopleScreen }))
const AuditScreen = lazy(async () => ({ default: (await import('../domains/audit/index.ts')).AuditScreen }))
const CounterScreen = lazy(async () => ({ default: (await import('../domains/pharmacy/index.ts')).CounterScreen }))
const CountScreen = lazy(async () => ({ default: (await import('../domains/pharmacy/index.ts')).CountScreen }))
const ControlledScreen = lazy(async () => ({
  default: (await import('../domains/pharmacy/index.ts')).ControlledScreen,
}))
const PurchasesScreen = lazy(async () => ({
  default: (await import('../domains/pharmacy/index.ts')).PurchasesScreen,
}))
const QueueScreen = lazy(async () => ({ default: (await import('../domains/pharmacy/index.ts')).QueueScreen }))
const ReceiveScreen = lazy(async () => ({ default: (await import('../domains/pharmacy/index.ts')).ReceiveScreen }))
const StockScreen = lazy(async () => ({ default: (await import('../domains/pharmacy/index.ts')).StockScreen }))
const InboxScreen = lazy(async () => ({ default: (await import('../domains/inbox/index.ts')).InboxScreen }))

const Home = () => <WardOf screen={BoardScreen} />

/** A screen of the ward that was looked at last. */
function WardOf({ screen: OfWard }: { screen: ComponentType<{ wardId: string }> }) {
  const t = useText()
  const api = useApi()
  const wards = useQuery(api.ward.wards.queryOptions())
  return (
    <Shown of={wards}>
      {(list) => {
        const known =
          list.find((ward) => ward.wardId === readPreference('ward')) ?? list.find((ward) => ward.here) ?? list[0]
        return known ? (
          <OfWard wardId={known.wardId} />
        ) : (
          <Empty title={t('board.noWards')}>{t('board.noWardsDo')}</Empty>
        )
      }}
    </Shown>
  )
}

const SCREENS: Readonly<Record<string, ComponentType<{ route: Route }>>> = {
  home: Home,
  board: ({ route }) => (route.id ? <BoardScreen wardId={route.id} /> : <Home />),
  chart: ({ route }) => (route.id ? <ChartScreen key={route.id} admissionId={route.id} tab={route.tab} /> : <Home />),
  round: ({ route }) => (route.id ? <RoundScreen key={route.id} wardId={route.id} /> : <WardOf screen={RoundScreen} />),
  patients: SearchScreen,
  patient: ({ route }) => (route.id ? <PatientScreen key={route.id} patientId={route.id} /> : <SearchScreen />),
  register: ({ route }) => <RegisterScreen bedId={route.bed} />,
  queue: ({ route }) => <QueueScreen admissionId={route.id} />,
  counter: CounterScreen,
  count: CountScreen,
  controlled: ({ route }) => <ControlledScreen productId={route.id} />,
  receive: ({ route }) => <ReceiveScreen purchaseId={route.id} />,
  purchases: ({ route }) => <PurchasesScreen purchaseId={route.id} />,
  stock: ({ route }) => <StockScreen productId={route.id} lot={route.tab} />,
  inbox: InboxScreen,
  connection: ConnectionScreen,
  printing: PrintingScreen,
  terminals: TerminalsScreen,
  people: ({ route }) => <PeopleScreen userId={route.id} />,
  audit: ({ route }) => <AuditScreen ask={route.id} of={route.tab} />,
  workstations: ({ route }) => <WorkstationsScreen deviceId={route.id} />,
}

export function Screen({ route }: { route: Route }) {
  const Shown = SCREENS[route.screen] ?? Home
  return (
    <Suspense fallback={<Loading />}>
      <Shown route={route} />
    </Suspense>
  )
}
