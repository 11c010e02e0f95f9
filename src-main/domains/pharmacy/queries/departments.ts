import { departmentScope } from '../../../../src-shared/domains/pharmacy/stock-records.ts'
import type { DepartmentView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'

interface HeldScope {
  service: string
  scope: string
}

/** All departments in use, those of this workstation first. `scopes`: as `station.device.scopes()` tells them. */
export function departments(db: Database, scopes: readonly HeldScope[]): DepartmentView[] {
  const sql = 'SELECT id AS departmentId, code, name, type FROM pharmacy_department WHERE retired = 0 ORDER BY name, id'
  const rows = statement(db, sql).all() as Omit<DepartmentView, 'here'>[]
  const held = new Set(scopes.filter(({ service }) => service === 'pharmacy').map(({ scope }) => scope))
  return rows
    .map((row) => ({ ...row, here: held.has(departmentScope(row.departmentId)) }))
    .sort((a, b) => Number(b.here) - Number(a.here))
}

export interface SupplierView {
  supplierId: string
  name: string
  phone: string | null
}

export function suppliers(db: Database): SupplierView[] {
  const sql = 'SELECT id AS supplierId, name, phone FROM pharmacy_supplier WHERE retired = 0 ORDER BY name, id'
  return statement(db, sql).all() as SupplierView[]
}
