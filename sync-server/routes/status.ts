// GET and POST /s, GET and POST /s/:token: the citizen's page. Reference and secret show everything a citizen may know;
// the token behind the receipt's QR shows the state alone. Unknown and wrong are one answer, after the same time.
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { html } from 'hono/html'
import { deadlineOf } from '../../shared/deadline/deadline.ts'
import { decisionIn } from '../../shared/dossier/decision.ts'
import { digitsOf, parseReference, siteOf } from '../../shared/dossier/reference.ts'
import { statusOf, type DossierStatus } from '../../shared/dossier/status.ts'
import { isVerified } from '../../shared/procedure/facts.ts'
import { answerBefore } from '../../shared/procedure/office.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import type { PublicState } from '../../shared/procedure/workflow.ts'
import type { Lang } from '../../shared/text/l10n.ts'
import {
  askPage,
  statusPage,
  unknownTokenPage,
  type FormProblem,
  type PageFrame,
  type ShownPaper,
  type ShownStatus,
} from '../pages/status-page.ts'
import { statusStyleHash } from '../pages/status-style.ts'
import { pageWords, type ShownState } from '../pages/status-words.ts'
import type { Calendar } from '../calendar.ts'
import { dossierBySecret, dossierByToken, isSecretOf } from '../store/lookups.ts'
import { directoryFor } from '../store/directory.ts'
import { actsOf } from '../store/log.ts'
import { callerOf, type AppDeps, type AppEnv } from './context.ts'
import { acceptedEncoding, encodedBody } from './encoded.ts'
import { contentSecurityPolicy } from './headers.ts'
import { problem, type ProblemType } from './problem.ts'

type Page = ReturnType<typeof html>
type PageContext = Context<AppEnv>

/** Every answer to a secret leaves this long after its question, found or not. */
const ANSWER_AFTER_MS = 150

export const statusRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const { db, memory, packs, publicUrl, trustProxy, brakes, now, pause } = deps
  // Opera Mini shows many phones behind one address: wide enough for a village, far too slow to try 10,000 secrets.
  const bucket = brakes.bucket('status', { burst: 60, perMinute: 120 })
  const tries = brakes.tries('secret')
  const policy = contentSecurityPolicy(publicUrl, statusStyleHash)

  const frameOf = async (c: PageContext, path: string, site: number | null): Promise<PageFrame> => {
    const { commune, demo, units } = await directoryFor(db, null, publicUrl, { memory })
    const point = units.find((unit) => unit.kind === 'point' && unit.site === site)
    return { lang: langOf(c), commune, demo, path, phone: point?.phone ?? null }
  }

  const send = async (c: PageContext, page: Page, status: 200 | 404 | 422 | 429 = 200): Promise<Response> => {
    const text = String(await page)
      .replace(/\s*\n\s*/g, ' ')
      .replace(/> </g, '><')
    const body = encodedBody(new TextEncoder().encode(text), 'text/html; charset=utf-8')
    const encoding = acceptedEncoding(c.req.header('Accept-Encoding'))
    const bytes = await body.as(encoding)
    if (encoding !== 'identity') c.header('Content-Encoding', encoding)
    c.header('Content-Security-Policy', policy)
    c.header('Cache-Control', 'no-store')
    c.header('Vary', 'Accept-Encoding, Accept-Language')
    return c.body(bytes, status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': String(bytes.length) })
  }

  /** A page for people, problem+json for programs. */
  const refuse = (
    c: PageContext,
    type: ProblemType,
    status: 404 | 422 | 429,
    page: () => Page,
    waitMs?: number,
  ): Response | Promise<Response> => {
    if (!wantsPage(c)) return problem(c, type, waitMs === undefined ? undefined : waitMs / 1000)
    if (waitMs !== undefined) c.header('Retry-After', String(Math.ceil(waitMs / 1000)))
    return send(c, page(), status)
  }

  const shownOf = async (dossier: string, withDetails: boolean): Promise<ShownStatus> => {
    const acts = await actsOf(db, dossier)
    const pack = packs.packOf(statusOf(acts, null).procedure ?? '')
    const status = statusOf(acts, pack?.workflow ?? null)
    return {
      state: shownState(status),
      at: now(),
      details: withDetails
        ? detailsOf(status, pack, { calendar: deps.calendar(), today: now().toISOString().slice(0, 10) })
        : null,
    }
  }

  /** The time an answer takes must not depend on what was found. */
  const evenly = async <T>(work: () => Promise<T>): Promise<T> => {
    const [value] = await Promise.all([work(), pause(ANSWER_AFTER_MS)])
    return value
  }

  const limited = async (c: PageContext, frame: PageFrame, at: Date): Promise<Response | null> => {
    const wait = await bucket(callerOf(c, trustProxy), at.getTime())
    return wait === 0
      ? null
      : refuse(c, 'too-many', 429, () => askPage(frame, { problem: { text: pageWords.tooMany } }), wait * 1000)
  }

  return new Hono<AppEnv>()
    .use('/s/*', bodyLimit({ maxSize: 4096, onError: (c) => problem(c, 'too-large') }))
    .get('/s', async (c) => send(c, askPage(await frameOf(c, '/s', null), {})))

    .post('/s', async (c) => {
      const at = now()
      const form = await c.req.parseBody().catch(() => ({}))
      const typed = { reference: fieldOf(form, 'reference'), secret: fieldOf(form, 'secret') }
      const parsed = parseReference(typed.reference)
      const reference = 'reference' in parsed ? parsed.reference : null
      const frame = await frameOf(c, '/s', reference === null ? null : siteOf(reference))
      const ask = (issue: FormProblem): Page => askPage(frame, { reference: typed.reference, problem: issue })

      const over = await limited(c, frame, at)
      if (over) return over
      if (reference === null || digitsOf(typed.secret).length !== 4) {
        const text = 'problem' in parsed && parsed.problem === 'check' ? pageWords.check : pageWords.incomplete
        return refuse(c, 'status-malformed', 422, () => ask({ text }))
      }
      const wait = await tries.count(reference, at.getTime())
      if (wait > 0) return refuse(c, 'status-slow-down', 429, () => ask(slowDown(at, wait)), wait)

      const dossier = await evenly(() => dossierBySecret(db, reference, typed.secret))
      if (dossier === null) return refuse(c, 'status-unknown', 404, () => ask({ text: pageWords.unknown }))
      await tries.forgive(reference)
      return send(c, statusPage(frame, await shownOf(dossier, true), { withForm: false }))
    })

    .get('/s/:token', async (c) => {
      const at = now()
      const token = c.req.param('token')
      const found = await dossierByToken(db, token)
      const frame = await frameOf(c, `/s/${encodeURIComponent(token)}`, found && siteOf(found.reference))
      const over = await limited(c, frame, at)
      if (over) return over
      if (!found) return refuse(c, 'status-unknown', 404, () => unknownTokenPage(frame))
      return send(c, statusPage(frame, await shownOf(found.dossier, false), { withForm: true }))
    })

    .post('/s/:token', async (c) => {
      const at = now()
      const token = c.req.param('token')
      const found = await dossierByToken(db, token)
      const frame = await frameOf(c, `/s/${encodeURIComponent(token)}`, found && siteOf(found.reference))
      const over = await limited(c, frame, at)
      if (over) return over
      if (!found) return refuse(c, 'status-unknown', 404, () => unknownTokenPage(frame))

      const secret = fieldOf(await c.req.parseBody().catch(() => ({})), 'secret')
      const plain = await shownOf(found.dossier, false)
      const again = (issue: FormProblem): Page => statusPage(frame, plain, { withForm: true, problem: issue })
      if (digitsOf(secret).length !== 4)
        return refuse(c, 'status-malformed', 422, () => again({ text: pageWords.wrongSecret }))
      // One counter for a request, whichever door its secret is tried at.
      const wait = await tries.count(found.reference, at.getTime())
      if (wait > 0) return refuse(c, 'status-slow-down', 429, () => again(slowDown(at, wait)), wait)
      if (!(await evenly(() => isSecretOf(db, found.dossier, secret))))
        return refuse(c, 'status-unknown', 404, () => again({ text: pageWords.wrongSecret }))
      await tries.forgive(found.reference)
      return send(c, statusPage(frame, await shownOf(found.dossier, true), { withForm: false }))
    })
}

/** As asked, or as the browser says. */
export const langOf = (c: PageContext): Lang => {
  const asked = c.req.query('lang')
  if (asked === 'fr' || asked === 'ar') return asked
  const liked = (c.req.header('Accept-Language') ?? '').toLowerCase()
  const [fr, ar] = [liked.search(/\bfr\b/), liked.search(/\bar\b/)]
  return ar >= 0 && (fr < 0 || ar < fr) ? 'ar' : 'fr'
}

/** Browsers, Opera Mini's servers included, say text/html; programs say something else. */
const wantsPage = (c: PageContext): boolean => {
  const accept = c.req.header('Accept')
  return accept === undefined || accept.includes('text/html')
}

const fieldOf = (form: Record<string, unknown>, name: string): string => {
  const value = form[name]
  return typeof value === 'string' ? value.slice(0, 100) : ''
}

const slowDown = (at: Date, waitMs: number): FormProblem => ({
  text: pageWords.slowDown,
  // To the next whole minute: the page shows hours and minutes.
  until: new Date(Math.ceil((at.getTime() + waitMs) / 60_000) * 60_000),
})

/** What reached the server has left the point: a citizen is never told less than "the office has it". */
const shownState = ({ public: state }: DossierStatus): ShownState =>
  state === 'draft' || state === 'kept' ? 'received' : state

/** The clerk's free text stays inside: it may hold a name. */
const detailsOf = (
  status: DossierStatus,
  pack: ProcedurePack | null,
  on: OnDay,
): NonNullable<ShownStatus['details']> => {
  const evidence = new Map(pack?.service.hasInputType.map((item) => [item.id, item.name]))
  const reason = decisionIn(status.decision)?.reason
  return {
    procedure: pack?.service.name ?? null,
    bring: status.missing.flatMap((piece) => evidence.get(piece) ?? []),
    reason: (status.public === 'refused' && pack?.refusalReasons.find(({ id }) => id === reason)?.name) || null,
    papers: pack && given.has(status.public) ? papersOf(status, pack) : [],
    answerBefore: pack && awaited.has(status.public) ? dueDate(status, pack, on) : null,
  }
}

const awaited: ReadonlySet<PublicState> = new Set<PublicState>(['received', 'in-progress'])

const given: ReadonlySet<PublicState> = new Set<PublicState>(['accepted', 'ready', 'handed-over'])

/** The papers there are, each with its official number once it has one. What another took the place of is left out. */
const papersOf = ({ issued }: DossierStatus, { service }: ProcedurePack): readonly ShownPaper[] =>
  issued.flatMap(({ document, number, replacedBy }) => {
    const name = service.produces.find(({ id }) => id === document)?.name
    return name && replacedBy === null ? [{ name, number }] : []
  })

interface OnDay {
  readonly calendar: Calendar
  /** `YYYY-MM-DD` */
  readonly today: string
}

/**
 * The usual time while it is ahead, then the law's, which moves with days off and waits while a paper is missing. Both
 * are counted from the server's own "received", whose clock nobody's kiosk can turn.
 */
const dueDate = (status: DossierStatus, { service, workflow, ...pack }: ProcedurePack, on: OnDay): string | null => {
  const { maxTime, ...usually } = service
  const received = status.history.find((act) => act.kind === 'received')
  const usual = received && answerBefore({ ...pack, workflow, service: usually }, received.at)
  if (usual?.verified && usual.date >= on.today) return usual.date
  const deadline = deadlineOf({ status, workflow, service, ...on })
  return deadline?.state === 'running' && maxTime && isVerified(maxTime.source) ? deadline.dueOn : null
}
