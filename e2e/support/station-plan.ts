import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'

export type HostName = 'loopback' | 'electron'

/** A workstation that runs: the real main process in one of its hosts, and its window. */
export interface Station {
  page: Page
  /** Profile folder of this workstation. */
  dir: string
  /** Ends it as a user does. */
  close(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface StationPlan {
  host: HostName
  /** Folder of all profiles, and the name of this one. */
  dataDir: string
  profile: string
  serverUrl: string
  /** Of the first start; a profile that is enrolled already needs none. */
  enrolmentCode?: string
  browser: Browser
}

/** The arguments that both hosts take. */
export const stationArguments = (plan: Omit<StationPlan, 'browser' | 'host'>): string[] => [
  ...['--profile', plan.profile, '--data-dir', plan.dataDir, '--server', plan.serverUrl],
  ...['--print-folder', printFolder(plan)],
  ...(plan.enrolmentCode ? ['--enrol', plan.enrolmentCode, '--name', `Station ${plan.profile}`] : []),
]

/** Where a workstation of a test prints. */
export const printFolder = (plan: Pick<StationPlan, 'dataDir' | 'profile'>) =>
  join(plan.dataDir, `${plan.profile}-printed`)

export const profileFolder = (plan: Pick<StationPlan, 'dataDir' | 'profile'>) => join(plan.dataDir, plan.profile)
