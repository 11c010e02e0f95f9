import { IconCircleCheck, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { RegisterPanel } from './register-panel.tsx'
import './pharmacy.css'

export type Controlled = Outputs['pharmacy']['stock']['controlled'][number]

/** The register of controlled medicines: when each was counted by two, and beside it the lines of one. */
export function ControlledScreen({ productId }: { productId: string | null }) {
  return <OfDepartment>{(department) => <OfOne department={department} productId={productId} />}</OfDepartment>
}

const open = (id: string | null) => go({ screen: 'controlled', id })

function OfOne({ department, productId }: { department: DepartmentView; productId: string | null }) {
  const t = useText()
  const { departmentId } = department
  const controlled = useQuery(useApi().pharmacy.stock.controlled.queryOptions({ departmentId }))
  const chosen = controlled.data?.find(({ product }) => product.productId === productId) ?? null
  useKeys('screen', [{ keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'stock' }) }])
  return (
    <div className="stock-split">
      <div className="page stock-page">
        <div className="row">
          <h1 className="grow">{t('reg.title')}</h1>
          <DepartmentChoice department={department} />
        </div>
        <Shown of={controlled}>
          {(lines) =>
            lines.length === 0 ? (
              <Empty title={t('reg.none')}>{t('reg.noneDo')}</Empty>
            ) : (
              <div className="stock-scroll">
                <table className="table">
                  <thead>
                    <tr>
                      <th>{t('reg.medicine')}</th>
                      <th>{t('reg.last')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map((line) => (
                      <Line key={line.product.productId} line={line} chosen={line === chosen} />
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Shown>
      </div>
      {chosen && <RegisterPanel key={productId} department={department} line={chosen} onClose={() => open(null)} />}
    </div>
  )
}

function Line({
  line: { medicine, product, lastAt, lastState, locked },
  chosen,
}: {
  line: Controlled
  chosen: boolean
}) {
  const t = useText()
  const time = useClinicalTime()
  const Icon = locked ? IconLock : IconCircleCheck
  return (
    <tr aria-current={chosen ? 'true' : undefined}>
      <td className="stock-name">
        <button type="button" className="stock-open" onClick={() => open(product.productId)}>
          <MedicineName medicine={medicine} product={product} />
        </button>
      </td>
      <td className={locked ? 'register-locked' : undefined}>
        {lastAt === null || lastState === null ? (
          <span className="dim">{t('reg.never')}</span>
        ) : (
          <>
            <Icon size={16} aria-hidden /> {time.dateTime(lastAt)}, {t(`reg.state.${locked ? 'open' : lastState}`)}
          </>
        )}
      </td>
    </tr>
  )
}
