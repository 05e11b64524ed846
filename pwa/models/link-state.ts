// What one sync round says to the strip and to the loop. Nothing is called received here: that is the heads' word.
import type { SyncOutcome } from '../../shared/sync/client.ts'
import type { L10n } from '../../shared/text/l10n.ts'
import { clockProblem } from './clock-check.ts'
import { waitsForSupervisor } from './people-here.ts'
import type { Round } from '../sync/loop.ts'
import { state } from './state.ts'
import type { Link } from './state.ts'

export const showLink = (change: Partial<Link>): void => {
  state.link.value = { ...state.link.value, ...change }
}

const problems = {
  expired: {
    fr: 'Cette session est trop ancienne pour recevoir. Verrouillez, puis ouvrez de nouveau avec votre phrase secrète.',
    ar: 'انتهت مدة هذه الجلسة ولا يمكنها الاستقبال. أقفلوا ثم افتحوا من جديد بعبارتكم السرية.',
  },
  revoked: {
    fr: 'L’accès de cet appareil ou de cette personne a été retiré. Ce qui est gardé ici part encore ; demandez un nouveau lien au superviseur.',
    ar: 'تم سحب صلاحية هذا الجهاز أو هذا الشخص. ما هو محفوظ هنا ما زال يُرسل؛ اطلبوا رابطا جديدا من المشرف.',
  },
  joining: {
    fr: 'Gardé sur cet appareil. Votre travail partira quand le superviseur aura donné son accord.',
    ar: 'محفوظ على هذا الجهاز. سيُرسل عملكم بعد موافقة المشرف.',
  },
  refused: {
    fr: 'Le serveur n’a pas accepté cette session. Rien n’est perdu. Verrouillez, rouvrez ; si cela dure, prévenez le superviseur.',
    ar: 'لم يقبل الخادم هذه الجلسة. لم يضع أي شيء. أقفلوا ثم افتحوا؛ وإذا استمر الأمر فأخبروا المشرف.',
  },
  foreign: {
    fr: 'Ce serveur n’est pas celui que l’appareil connaît, ou c’est une ancienne copie. Rien n’a été changé ; prévenez le superviseur.',
    ar: 'هذا الخادم ليس الذي يعرفه الجهاز، أو هو نسخة قديمة منه. لم يتغير شيء؛ أخبروا المشرف.',
  },
  differs: {
    fr: 'Cet appareil et le serveur n’ont pas exactement les mêmes dossiers. Rien n’est effacé ; prévenez le superviseur.',
    ar: 'ليس لدى هذا الجهاز والخادم الملفات نفسها تماما. لم يُمح شيء؛ أخبروا المشرف.',
  },
  busy: {
    fr: 'Le serveur ne peut pas recevoir pour le moment. Tout reste gardé ici et repartira tout seul.',
    ar: 'لا يستطيع الخادم الاستقبال حاليا. كل شيء محفوظ هنا وسيُرسل تلقائيا.',
  },
} as const satisfies Record<string, L10n>

/** Shows the outcome and tells the loop when to come back. `at` is ISO 8601. */
export const roundOf = (outcome: SyncOutcome, failures: number, at: string): Round => {
  switch (outcome.type) {
    case 'synced': {
      const { session, again, retryAfter, repair } = outcome.report
      // Let in here by a colleague: their work waits, the others' goes.
      if (session === 'revoked' && waitsForSupervisor.value) {
        showLink({ online: true, state: 'idle', problem: problems.joining })
        return { type: 'done', again: false, retryAfter }
      }
      if (session === 'expired' || session === 'revoked' || session === 'refused') {
        showLink({ online: true, state: 'refused', problem: problems[session] })
        return { type: 'done', again: false, retryAfter }
      }
      const problem = repair === 'given-up' ? problems.differs : clockProblem()
      showLink({ online: true, state: 'idle', problem, lastSync: at })
      return { type: 'done', again, retryAfter }
    }
    case 'foreign-epoch':
      showLink({ online: true, state: 'refused', problem: problems.foreign })
      return { type: 'failed', failures: 10, retryAfter: null }
    // A captive portal answered in the server's place: as good as no network.
    case 'foreign-answer':
      showLink({ online: false, state: 'offline', problem: null })
      return { type: 'failed', failures, retryAfter: null }
    case 'no-answer': {
      const { failure } = outcome
      if (failure.type === 'offline') {
        showLink({ online: false, state: 'offline', problem: null })
        return { type: 'failed', failures, retryAfter: null }
      }
      showLink({ online: true, state: 'refused', problem: problems.busy })
      return { type: 'failed', failures, retryAfter: failure.retryAfter }
    }
  }
}
