import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, type TRPCLink } from '@trpc/client'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { type Language, setLanguage } from '../messages/index.ts'
import { createQueryClient, TRPCProvider } from '../platform/api.ts'
import { usePreference } from '../platform/preferences.ts'
import type { AppRouter } from '../platform/router-type.ts'
import { theme } from '../ui/theme.ts'
import { Gate } from './gate.tsx'
import { LockedGate } from './locked-gate.tsx'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/ActionIcon.css'
import '@mantine/core/styles/Button.css'
import '@mantine/core/styles/Loader.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Menu.css'
import '../ui/fonts.css'
import '../ui/tokens.css'
import '../ui/kit.css'

/** Draws the application over whatever carries its calls: IPC, HTTP, or a fixture. */
export function start(link: TRPCLink<AppRouter>): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no root')
  const trpcClient = createTRPCClient<AppRouter>({ links: [link] })
  const queryClient = createQueryClient()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <Dressed />
        </TRPCProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

function Dressed() {
  const night = usePreference('theme') === 'night'
  const language = (usePreference('language') ?? 'en') as Language
  useEffect(() => void setLanguage(language), [language])
  return (
    <MantineProvider theme={theme} forceColorScheme={night ? 'dark' : 'light'}>
      <LockedGate>
        <Gate />
      </LockedGate>
    </MantineProvider>
  )
}
