import { buildIfNeeded } from '../../scripts/build.ts'
import { HospitalServer } from './server.ts'
import { freePort, makeWorld, removeWorld, seedFolder } from './world.ts'

/** Builds the workstation and seeds the hospital once; every worker gets a copy. */
export default async function prepare(): Promise<() => void> {
  makeWorld()
  await buildIfNeeded()
  const server = new HospitalServer(seedFolder(), await freePort())
  await server.start()
  await server.stop()
  return removeWorld
}
