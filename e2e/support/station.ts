import { openElectronStation } from './electron-station.ts'
import { openLoopbackStation } from './loopback-station.ts'
import type { Station, StationPlan } from './station-plan.ts'

export type { Station } from './station-plan.ts'

export const openStation = (plan: StationPlan): Promise<Station> =>
  plan.host === 'electron' ? openElectronStation(plan) : openLoopbackStation(plan)
