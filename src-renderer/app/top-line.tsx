import { ActionIcon, Menu } from '@mantine/core'
import { IconKeyboard, IconLock, IconMoon, IconSearch, IconSun, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { LANGUAGES, useText } from '../messages/index.ts'
import { useApi } from '../platform/api.ts'
import { useClinicalTime } from '../platform/clinical.ts'
import { go, openPanel, type Route } from '../platform/navigation.ts'
import { useNow } from '../platform/now.ts'
import { usePreference, writePreference } from '../platform/preferences.ts'
import type { User } from './shell.tsx'

interface Props {
  user: User
  route: Route
  onSearch: () => void
  onHelp: () => void
  onLock: () => void
}

export function TopLine({ user, route, onSearch, onHelp, onLock }: Props) {
  const t = useText()
  return (
    <header className="top no-print">
      <WardPicker route={route} />
      <button type="button" className="search-button" onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        {t('nav.search')}
        <span className="grow" />
        <span className="kbd">/</span>
      </button>
      <span className="grow" />
      <ActionIcon variant="subtle" color="gray" size={30} onClick={onHelp} aria-label={t('app.help')}>
        <IconKeyboard size={20} />
      </ActionIcon>
      <ThemeButton />
      <Clock />
      <UserMenu user={user} />
      <ActionIcon variant="default" size={30} onClick={onLock} aria-label={t('nav.lock')}>
        <IconLock size={18} />
      </ActionIcon>
    </header>
  )
}

function WardPicker({ route }: { route: Route }) {
  const t = useText()
  const api = useApi()
  const wards = useQuery(api.ward.wards.queryOptions()).data ?? []
  const last = usePreference('ward')
  const byKeys = useRef(false)
  const chosen =
    (route.screen === 'board' ? route.id : null) ?? last ?? wards.find((ward) => ward.here)?.wardId ?? wards[0]?.wardId
  if (wards.length === 0) return null
  return (
    <select
      aria-label={t('nav.ward')}
      value={chosen ?? undefined}
      onChange={(event) => {
        writePreference('ward', event.currentTarget.value)
        go({ screen: 'board', id: event.currentTarget.value })
        // the board takes the keys again; who walks the list with arrows goes on walking, and Enter ends it
        if (!byKeys.current) event.currentTarget.blur()
      }}
      onPointerDown={() => {
        byKeys.current = false
      }}
      onBlur={() => {
        byKeys.current = false
      }}
      onKeyDown={(event) => {
        byKeys.current = true
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    >
      {wards.map((ward) => (
        <option key={ward.wardId} value={ward.wardId} disabled={!ward.here}>
          {ward.here ? ward.name : t('nav.wardNotHere', { name: ward.name })}
        </option>
      ))}
    </select>
  )
}

function ThemeButton() {
  const t = useText()
  const night = usePreference('theme') === 'night'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={t('nav.theme')}
      aria-pressed={night}
      onClick={() => writePreference('theme', night ? 'day' : 'night')}
    >
      {night ? <IconSun size={19} /> : <IconMoon size={19} />}
    </ActionIcon>
  )
}

function Clock() {
  const t = useText()
  const time = useClinicalTime()
  const now = useNow(1000)
  return (
    <time className="clock" title={time.dateTime(now)} dateTime={new Date(now).toISOString().slice(0, 16)}>
      <span className="visually-hidden">{t('nav.time')} </span>
      {time.time(now)}
    </time>
  )
}

function UserMenu({ user }: { user: User }) {
  const t = useText()
  const language = usePreference('language') ?? 'en'
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <button type="button" className="user-button" aria-label={t('nav.user', { name: user.displayName })}>
          <IconUser size={17} aria-hidden />
          {user.displayName}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.roles.map((role) => t(`role.${role}`)).join(', ')}</Menu.Label>
        <Menu.Item onClick={() => openPanel('pin', {})}>{t('pin.set')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('nav.language')}</Menu.Label>
        {LANGUAGES.map((each) => (
          <Menu.Item
            key={each.language}
            lang={each.language}
            rightSection={each.language === language ? '✓' : null}
            onClick={() => writePreference('language', each.language)}
          >
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
