import type { Station } from '../support/station-plan.ts'
import { Board } from './board.ts'
import { Chart } from './chart.ts'
import { Gate, type Username } from './gate.ts'
import { Registration } from './register.ts'
import { Shell } from './shell.ts'

/** One workstation with all its screens and one keyboard, whose strokes are counted. */
export function deskOf({ page }: Pick<Station, 'page'>) {
  const shell = new Shell(page)
  const { keys } = shell
  const gate = new Gate(page)
  /** Signs in, whoever was there, and shows the board of a ward. */
  const begin = async (username: Username, ward: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Screens' }).or(gate.who).first().waitFor({ timeout: 180_000 })
    if (await gate.who.isHidden()) await keys.press('Control+l')
    else await gate.who.fill('')
    await gate.signIn(username)
    await shell.showWard(ward)
  }
  return {
    page,
    keys,
    shell,
    gate,
    begin,
    board: new Board(page, keys),
    chart: new Chart(page, keys),
    registration: new Registration(page, keys),
  }
}

export type Desk = ReturnType<typeof deskOf>
