import {
  IconCloudDataConnection,
  IconDevices,
  IconEyeCheck,
  IconLayoutGrid,
  IconLock,
  IconMailExclamation,
  IconPackages,
  IconPill,
  IconPrescription,
  type IconProps,
  IconShoppingBag,
  IconUserPlus,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { Role } from '../../src-shared/kernel/actor.ts'
import { type MessageKey, useText } from '../messages/index.ts'
import { useApi } from '../platform/api.ts'
import { useKeys } from '../platform/keys.ts'
import { formatRoute, go } from '../platform/navigation.ts'
import type { User } from './shell.tsx'

interface Entry {
  screen: string
  name: MessageKey
  icon: ComponentType<IconProps>
}

const BOARD: Entry = { screen: 'board', name: 'nav.board', icon: IconLayoutGrid }
const ROUND: Entry = { screen: 'round', name: 'nav.round', icon: IconPill }
const PATIENTS: Entry = { screen: 'patients', name: 'nav.patients', icon: IconUsers }
const REGISTER: Entry = { screen: 'register', name: 'nav.register', icon: IconUserPlus }
const INBOX: Entry = { screen: 'inbox', name: 'nav.inbox', icon: IconMailExclamation }

const QUEUE: Entry = { screen: 'queue', name: 'nav.queue', icon: IconPrescription }
const COUNTER: Entry = { screen: 'counter', name: 'nav.counter', icon: IconShoppingBag }
const STOCK: Entry = { screen: 'stock', name: 'nav.stock', icon: IconPackages }

const WORKSTATIONS: Entry = { screen: 'workstations', name: 'nav.workstations', icon: IconDevices }
const AUDIT: Entry = { screen: 'audit', name: 'nav.audit', icon: IconEyeCheck }
const CONNECTION: Entry = { screen: 'connection', name: 'nav.connection', icon: IconCloudDataConnection }

const PEOPLE: Entry = { screen: 'people', name: 'nav.people', icon: IconUserShield }
const TERMINALS: Entry = { screen: 'terminals', name: 'nav.terminals', icon: IconLock }

/** The own work first. */
const RAIL: Readonly<Record<Role, readonly Entry[]>> = {
  nurse: [BOARD, PATIENTS, REGISTER, INBOX, ROUND],
  clinician: [BOARD, PATIENTS, REGISTER, INBOX, ROUND],
  cashier: [REGISTER, PATIENTS, BOARD, INBOX],
  pharmacist: [QUEUE, COUNTER, STOCK, PATIENTS, BOARD, INBOX],
  labTechnician: [PATIENTS, BOARD, INBOX],
  administrator: [INBOX, WORKSTATIONS, CONNECTION, TERMINALS, AUDIT, PEOPLE, BOARD, PATIENTS, REGISTER, STOCK],
}

export const railOf = (roles: readonly Role[]): readonly Entry[] =>
  RAIL[(Object.keys(RAIL) as Role[]).find((role) => roles.includes(role)) ?? 'nurse']

/** A chart belongs to the board, a record to the patients. */
const PART_OF: Readonly<Record<string, string>> = {
  home: 'board',
  chart: 'board',
  patient: 'patients',
  receive: 'stock',
  count: 'stock',
  controlled: 'stock',
  purchases: 'stock',
}

export function Rail({ user, screen }: { user: User; screen: string }) {
  const t = useText()
  const api = useApi()
  const entries = railOf(user.roles)
  const toLookAt = useQuery(api.inbox.list.queryOptions()).data?.items.length ?? 0
  const here = PART_OF[screen] ?? screen
  useKeys(
    'global',
    entries.map((entry, n) => ({
      keys: `Alt+${n + 1}`,
      label: t('nav.goTo', { name: t(entry.name) }),
      run: () => go({ screen: entry.screen }),
    })),
  )
  return (
    <nav className="rail no-print" aria-label={t('nav.main')}>
      {entries.map((entry, n) => (
        <a
          key={entry.screen}
          href={formatRoute({ screen: entry.screen })}
          aria-current={entry.screen === here ? 'page' : undefined}
        >
          <entry.icon size={24} stroke={1.7} aria-hidden />
          <span aria-hidden>{n + 1}</span>
          <span className="rail-name">{t(entry.name)}</span>
          {entry.screen === 'inbox' && toLookAt > 0 && <span className="badge">{toLookAt}</span>}
        </a>
      ))}
    </nav>
  )
}
