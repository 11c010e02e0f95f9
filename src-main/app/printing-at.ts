import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import type { Ports } from '../platform/ports.ts'
import type { ReadAsset } from '../platform/printing/assets.ts'
import { Printing } from '../platform/printing/printing.ts'
import type { Station } from '../platform/station.ts'

/** The printing of a workstation. `now`: epoch ms by the corrected clock. `folder`: of a demonstration. */
export function printingAt(
  { db, meta }: Station,
  ports: Pick<Ports, 'clock' | 'random'>,
  { now, read, folder }: { now(): number; read: ReadAsset; folder: string | null },
): Printing {
  const newId = () => uuidV7(Math.max(0, now()), ports.random.bytes(10))
  return new Printing({ db, meta, ports, read, newId, folder })
}
