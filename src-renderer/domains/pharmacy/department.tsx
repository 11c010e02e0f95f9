import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { usePreference, writePreference } from '../../platform/preferences.ts'
import { Select } from '../../ui/select.tsx'
import { Empty, Shown } from '../../ui/states.tsx'

/** A screen of the department that this workstation worked for last. */
export function OfDepartment({ children }: { children: (department: DepartmentView) => ReactNode }) {
  const t = useText()
  const api = useApi()
  const preferred = usePreference('department')
  const departments = useQuery(api.pharmacy.stock.departments.queryOptions())
  return (
    <Shown of={departments}>
      {(all) => {
        const here = all.filter((each) => each.here)
        const department = here.find(({ departmentId }) => departmentId === preferred) ?? here[0]
        return department ? (
          <Fragment key={department.departmentId}>{children(department)}</Fragment>
        ) : (
          <Empty title={t('stock.noDepartment')}>{t('stock.noDepartmentDo')}</Empty>
        )
      }}
    </Shown>
  )
}

/** The departments of this workstation, where there are several. */
export function DepartmentChoice({ department }: { department: DepartmentView }) {
  const t = useText()
  const api = useApi()
  const here = (useQuery(api.pharmacy.stock.departments.queryOptions()).data ?? []).filter((each) => each.here)
  if (here.length < 2) return <span className="dim">{department.name}</span>
  return (
    <Select
      label={t('stock.department')}
      value={department.departmentId}
      options={here.map(({ departmentId, name }) => ({ value: departmentId, name }))}
      onChange={(departmentId) => departmentId && writePreference('department', departmentId)}
    />
  )
}
