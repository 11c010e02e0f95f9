import { Button } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type AuditAsk, type AuditPageView, auditAsks } from '../../../src-shared/domains/audit/views.ts'
import { useText } from '../../messages/index.ts'
import { refusalOf, useApi } from '../../platform/api.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { TabBar } from '../../ui/tabs.tsx'
import { AuditLines } from './audit-lines.tsx'
import { PatientChoice, UserChoice } from './choices.tsx'
import './audit.css'

const isAsk = (text: string | null): text is AuditAsk => auditAsks.some((each) => each === text)

/** Who read and wrote what, for whoever looks after privacy. `of`: the patient or person whose entries are shown. */
export function AuditScreen({ ask: asked, of }: { ask: string | null; of: string | null }) {
  const t = useText()
  const ask = isAsk(asked) ? asked : 'unusual'
  const show = (next: AuditAsk, id: string | null = null) => go({ screen: 'audit', id: next, tab: id })
  useKeys(
    'screen',
    auditAsks.map((each, n) => ({ keys: `${n + 1}`, label: t(`audit.${each}`), run: () => show(each) })),
  )
  const tabs = auditAsks.map((id) => ({ id, name: t(`audit.${id}`) }))
  const needsOne = ask === 'patient' || ask === 'user'
  return (
    <div className="page audit">
      <h1>{t('audit.title')}</h1>
      <TabBar label={t('audit.title')} tabs={tabs} chosen={ask} onChoose={(id) => show(id)} />
      <div className="audit-panel" role="tabpanel" id={`panel-${ask}`} aria-labelledby={`tab-${ask}`}>
        {ask === 'unusual' && <p className="dim">{t('audit.unusualSays')}</p>}
        {ask === 'breakGlass' && <p className="dim">{t('audit.breakGlassSays')}</p>}
        {ask === 'patient' && <PatientChoice onChoose={(id) => show('patient', id)} />}
        {ask === 'user' && <UserChoice chosen={of} onChoose={(id) => show('user', id)} />}
        {needsOne && !of ? (
          <Empty title={t('audit.choose')}>{t('audit.chooseDo')}</Empty>
        ) : (
          <Entries key={`${ask} ${of}`} ask={ask} of={needsOne ? of : null} onShow={show} />
        )}
      </div>
    </div>
  )
}

interface EntriesProps {
  ask: AuditAsk
  of: string | null
  onShow: (ask: AuditAsk, id: string) => void
}

function Entries({ ask, of, onShow }: EntriesProps) {
  const t = useText()
  const api = useApi()
  const pages = useInfiniteQuery(
    api.audit.page.infiniteQueryOptions({ ask, id: of }, { getNextPageParam: ({ next }: AuditPageView) => next }),
  )
  const away = pages.error !== null && refusalOf(pages.error).code === 'SERVER_UNREACHABLE'
  if (away && !pages.data)
    return (
      <div className="note ask" role="status">
        <IconCloudOff size={18} aria-hidden />
        <span>{t('audit.away')}</span>
      </div>
    )
  return (
    <Shown of={pages}>
      {(data) => {
        const lines = data.pages.flatMap((page) => page.lines)
        if (lines.length === 0) return <Empty title={t(`audit.none.${ask}`)}>{t('audit.noneDo')}</Empty>
        return (
          <section className="section">
            <AuditLines lines={lines} unusual={ask === 'unusual'} onShow={onShow} />
            {pages.hasNextPage && (
              <div className="row audit-foot">
                <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
                  {t('audit.older')}
                </Button>
              </div>
            )}
          </section>
        )
      }}
    </Shown>
  )
}
